import type { z } from 'zod';

import { GraphError, graphFaults } from './graph.error.ts';
import { parseWithJson } from './parse-with-json.ts';

/**
 * Reads a body, or the part of it that lies at `place`; throws the `GraphError` WhatsApp would answer. The first fault
 * is told, as WhatsApp does.
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, place = ''): T {
  const parsed = parseWithJson(schema, body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw new GraphError(graphFaults.invalidParameter);
  const where = [place, ...issue.path].filter((step) => step !== '').join('.') || 'body';
  if (issue.input === undefined) throw new GraphError(graphFaults.parameterMissing, `${where} is required.`);
  // Of the wrong kind or length; everything else is a value that is not among those there are.
  const ofShape = ['invalid_type', 'too_small', 'too_big', 'unrecognized_keys'].includes(issue.code);
  const fault = ofShape ? graphFaults.invalidParameter : graphFaults.invalidValue;
  throw new GraphError(fault, `${where}: ${issue.message}`);
}
