import { setTimeout } from 'node:timers/promises';

/** The real time, also where a test moves the clock. */
const now = performance.now.bind(performance);

/** Polls until the answer is truthy. Fails with the last answer or error of those that were asked for after `limitMs`: this process may have stood still until then. */
export async function waitUntil<T>(
  what: string,
  ask: () => T | Promise<T>,
  limitMs = 60_000,
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const until = now() + limitMs;
  for (;;) {
    const isLast = now() > until;
    const last = await Promise.resolve()
      .then(ask)
      .then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
    if ('value' in last && last.value) return last.value as Exclude<T, null | undefined | false | 0 | ''>;
    if (isLast) {
      throw new Error(`Waited ${limitMs} ms in vain until ${what}; last: ${JSON.stringify(last)}`, {
        cause: 'error' in last ? last.error : undefined,
      });
    }
    await setTimeout(20);
  }
}
