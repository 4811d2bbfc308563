import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { loadConfig } from '#platform';
import { geminiSettings, timezoneSettings, Understanding, understandingOf } from '#understanding';

import { answersTo } from './understand/answers.ts';

/** Concurrent calls of a slow engine, and so the lines that are read ahead. */
const atOnce = 10;

/** `understand`: the meaning of each line of standard input, without any database. */
export async function understand({ offline }: { offline: boolean }): Promise<void> {
  const { defaultTimezone = 'UTC' } = loadConfig(timezoneSettings);
  const understanding = offline
    ? new Understanding(atOnce)
    : understandingOf({ ...loadConfig(geminiSettings), slowCallsAtOnce: atOnce });
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  process.stdout.on('error', endWithReader);

  let failed = 0;
  for await (const answer of answersTo(lines, understanding, { defaultTimezone, atOnce })) {
    if ('error' in answer) failed++;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
  }
  if (failed > 0) process.exitCode = 1;
}

/** The reader wants no more, as `head` does. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
