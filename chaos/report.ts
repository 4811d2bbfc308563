import { table } from '../bench/table.mjs';
import type { Check } from './check.ts';

/** The books on the terminal, with examples of what did not hold or is only told. */
export function print(run: { queues: string; seed: number; seconds: number; checks: Check[] }): void {
  const { queues, seed, seconds, checks } = run;
  const rows = checks.map(({ what, count, must = '', holds }) => [
    what,
    count,
    must,
    must === '' ? '' : holds ? 'ok' : 'DOES NOT HOLD',
  ]);
  const title = `queues in ${queues}, seed ${seed}, ${seconds} s`;
  const examples = checks
    .filter(({ holds, examples: found }) => !holds && found.length > 0)
    .map(({ what, examples: found }) => `${what}:\n${found.map((one) => `  ${one}`).join('\n')}\n`);
  process.stdout.write(`\n${table([title, 'count', 'must be', ''], rows)}\n\n${examples.join('')}`);
}
