import type { z } from 'zod';

import { parseWithJson } from '../cloud-api/parse-with-json.ts';
import { refusal } from './management.faults.ts';

/** For what manages an account: whatever is wrong, Graph answers 100 and tells the first fault. */
export function parseParameters<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = parseWithJson(schema, input ?? {});
  if (!error) return data;
  const issue = error.issues[0];
  throw refusal('badParameter', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
