import type { z } from 'zod';

type Path = readonly PropertyKey[];

/**
 * As `safeParse`. Like Graph it takes an object or a list also as a string of JSON, wherever the schema wants one: some clients
 * send single parts so, and forms have no other way.
 */
export function parseWithJson<T>(schema: z.ZodType<T>, input: unknown): z.ZodSafeParseResult<T> {
  let value = input;
  for (;;) {
    const parsed = schema.safeParse(value, { reportInput: true });
    const [found] = parsed.error?.issues.flatMap(writtenAsJson) ?? [];
    if (!found) return parsed;
    value = withPart(value, found.path, found.part);
  }
}

/** What the string holds that an issue is about, unless something is wrong with it. */
function writtenAsJson({ code, input, path, ...issue }: z.core.$ZodIssue): { path: Path; part: object }[] {
  const wantsPart = 'expected' in issue && ['object', 'array', 'record'].includes(issue.expected);
  if (code !== 'invalid_type' || !wantsPart || typeof input !== 'string') return [];
  try {
    const part: unknown = JSON.parse(input);
    return typeof part === 'object' && part !== null ? [{ path, part }] : [];
  } catch {
    return [];
  }
}

function withPart(whole: unknown, [step, ...rest]: Path, part: object): unknown {
  if (step === undefined) return part;
  if (Array.isArray(whole)) return whole.with(Number(step), withPart(whole[Number(step)], rest, part));
  const fields = whole as Record<PropertyKey, unknown>;
  return { ...fields, [step]: withPart(fields[step], rest, part) };
}
