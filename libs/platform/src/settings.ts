import { readFileSync } from 'node:fs';

import { z } from 'zod';

/** The database counts in 32 bits, and some statements add to a limit. */
const largestCount = 1_000_000_000;

/** One setting: its source and its schema, which gets `undefined` when it is not set. */
export interface Setting<T> {
  name: string;
  schema: z.ZodType<T>;
  /** An older name, still accepted. */
  olderName?: string;
  /** Whether `<NAME>_FILE` may name a file that holds the value, as container secrets do. */
  fromFile?: boolean;
  /** How to obtain a value, shown when it is missing. */
  ifMissing?: string;
  /** It must be set when the setting of this name has one of these values. */
  neededWith?: { name: string; values: readonly string[] };
}

export type Settings = Record<string, Setting<unknown>>;
export type Config<S extends Settings> = { readonly [K in keyof S]: z.infer<S[K]['schema']> };

export function setting<T>(
  name: string,
  schema: z.ZodType<T>,
  options: Pick<Setting<T>, 'olderName' | 'fromFile' | 'ifMissing' | 'neededWith'> = {},
): Setting<T> {
  return { name, schema, ...options };
}

/** Lists every invalid setting by name and rule; never a value, since values can be secrets. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`Wrong settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** The only place where the environment is read. Throws one `SettingsError` with all faults. */
export function loadConfig<S extends Settings>(
  settings: S,
  environment: NodeJS.ProcessEnv = process.env,
): Config<S> {
  const faults: string[] = [];
  const config: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(settings)) {
    try {
      const raw = rawValue(one, environment);
      const needed = raw === undefined ? neededBecause(one, environment) : undefined;
      if (needed) {
        faults.push(`${one.name}: must be set with ${needed}${one.ifMissing ? `; ${one.ifMissing}` : ''}`);
        continue;
      }
      const parsed = one.schema.safeParse(raw);
      if (parsed.success) config[key] = parsed.data;
      else {
        const issues = parsed.error.issues.map((issue) => issue.message);
        if (raw === undefined && one.ifMissing) issues.push(one.ifMissing);
        faults.push(`${one.name}: ${issues.join('; ')}`);
      }
    } catch (error) {
      // Without the path: it may be the secret itself, set by mistake.
      faults.push(`${one.name}_FILE: names a file that cannot be read (${reasonOf(error)})`);
    }
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return config as Config<S>;
}

/** "UNDERSTANDING=gemini": the setting because of which this one may not be missing. */
function neededBecause({ neededWith }: Setting<unknown>, environment: NodeJS.ProcessEnv): string | undefined {
  const value = neededWith && environment[neededWith.name];
  return value && neededWith.values.includes(value) ? `${neededWith.name}=${value}` : undefined;
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown reason';

function rawValue(one: Setting<unknown>, environment: NodeJS.ProcessEnv): string | undefined {
  const file = one.fromFile ? environment[`${one.name}_FILE`] : undefined;
  const value = file ? readFileSync(file, 'utf8').trim() : environment[one.name];
  // An empty value means "not set": compose files and shells pass `NAME=` for unset variables.
  return value || (one.olderName && environment[one.olderName]) || undefined;
}

const text = z.string('must be set');

/** Building blocks for settings, with messages that say what to do. */
export const rules = {
  text,
  port: (usual: number) =>
    z.preprocess(
      (value) => (value === undefined ? usual : Number(value)),
      z.int('must be a port number').min(1, 'must be a port number').max(65_535, 'must be a port number'),
    ),
  count: (usual: number, least = 1, most = largestCount) =>
    z.preprocess(
      (value) => (value === undefined ? usual : Number(value)),
      z
        .number('must be a whole number')
        .multipleOf(1, 'must be a whole number')
        .min(least, `must be at least ${least}`)
        .max(most, `must be at most ${most.toLocaleString('en')}`),
    ),
  commaList: text
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((parts) => parts.length > 0, 'must name at least one value'),
  url: (schemes: string[]) =>
    text.refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.replace(':', '')),
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    ),
};
