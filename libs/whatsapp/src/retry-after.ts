import { z } from 'zod';

import { hours, minutes, seconds } from './error-reaction.ts';

const header = z.string().optional().catch(undefined);
/** In lower case, as Node gives them. */
const headersSchema = z
  .object({ 'retry-after': header, 'x-business-use-case-usage': header, 'x-app-usage': header })
  .catch({});

const longestMs = hours(24);

/**
 * How long the headers of an answer ask us to wait, at most a day; undefined when they do not say.
 *
 * @param isCallLimit whether a limit on calls was met: only then do the usage headers, which every answer has, explain the error
 */
export function retryAfterMs(headers: unknown, isCallLimit: boolean, now = Date.now()): number | undefined {
  const said = headersSchema.parse(headers);
  const usage = [said['x-business-use-case-usage'], said['x-app-usage']];
  const ms = fromRetryAfter(said['retry-after'], now) ?? (isCallLimit ? regainMs(usage) : undefined);
  return ms !== undefined && ms > 0 ? Math.min(ms, longestMs) : undefined;
}

/** Seconds, or the date of HTTP. */
function fromRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(text)) return seconds(Number(text));
  const at = /\bGMT\s*$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at - now;
}

/** The longest, in case several accounts or kinds of calls are listed. */
function regainMs(usage: (string | undefined)[]): number {
  let longest = 0;
  for (const text of usage) {
    try {
      JSON.parse(text ?? '{}', (key, value: unknown) => {
        const isRegain = key === 'estimated_time_to_regain_access' && typeof value === 'number';
        if (isRegain) longest = Math.max(longest, value);
        return value;
      });
    } catch {
      // Unreadable: the error's own pause is used.
    }
  }
  return minutes(longest);
}
