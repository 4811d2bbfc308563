import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

/** For the simulator's own routes; the Cloud API answers faults in its own shape. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadRequestException(parsed.error.issues.map(inWords).join('\n'));
  return parsed.data;
}

/** For people, some of whom read it on the phone page: `userId must be …`, `name: Too big: …`, or a sentence that stands for itself. */
function inWords({ path, message }: z.core.$ZodIssue): string {
  if (path.length === 0 || message.endsWith('.')) return message;
  const isPredicate = /^[a-z]/.test(message);
  return `${z.core.toDotPath(path)}${isPredicate ? ' ' : ': '}${message}`;
}
