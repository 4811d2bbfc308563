import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

/** For the simulator's own routes; the Cloud API answers faults in its own shape. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadRequestException(z.prettifyError(parsed.error));
  return parsed.data;
}
