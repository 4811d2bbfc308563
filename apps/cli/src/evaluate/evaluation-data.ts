import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const grain = z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'year']);
const intentRow = z.object({ text: z.string(), intent: z.string(), source: z.string().default('') });
const dateRow = z.object({
  text: z.string(),
  reference: z.iso.datetime({ offset: true }),
  timezone: z.string(),
  expected: z.object({ start: z.string(), end: z.string().optional(), grain }),
  kind: z.enum(['date', 'holiday', 'month', 'year', 'week', 'datetime', 'range', 'daypart', 'fuzzy']),
});

export type IntentRow = z.infer<typeof intentRow>;
export type DateRow = z.infer<typeof dateRow>;

/**
 * The labelled sentences in `folder`: `intents.dev.jsonl` and `dates.dev.jsonl`.
 *
 * @throws Error that says which file is missing, or which line is wrong
 */
export async function readRows(folder: string): Promise<{ intents: IntentRow[]; dates: DateRow[] }> {
  return {
    intents: await read(join(folder, 'intents.dev.jsonl'), intentRow),
    dates: await read(join(folder, 'dates.dev.jsonl'), dateRow),
  };
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(
      `${path} cannot be read. Name the folder of the labelled sentences: npm run understand:eval -- <folder>, or set HANDSFREE_NLU_DATA.`,
      { cause },
    );
  });
  return content
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      try {
        return schema.parse(JSON.parse(line));
      } catch (cause) {
        throw new Error(`${path}, line ${number}: not as expected`, { cause });
      }
    });
}
