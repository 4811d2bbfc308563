import { z } from 'zod';

import { faultNames } from './faults.ts';
import type { Queues } from './stack.ts';

const backends: Record<string, Queues[]> = {
  redis: ['Redis'],
  postgres: ['PostgreSQL'],
  both: ['Redis', 'PostgreSQL'],
};

const optionsSchema = z.object({
  seed: z.int('must be a whole number'),
  messages: z.int('must be a whole number').min(10).max(50_000),
  queues: z.enum(['redis', 'postgres', 'both']).transform((name) => backends[name] ?? []),
  without: z.array(z.enum(faultNames, `takes ${faultNames.join(', ')}`)),
});

/** Throws one error that names every wrong option. */
export function optionsOf(given: unknown): z.output<typeof optionsSchema> {
  const parsed = optionsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new Error(faults.join('\n'));
}
