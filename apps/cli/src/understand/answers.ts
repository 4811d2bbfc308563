import { DateTime } from 'luxon';
import { z } from 'zod';

import {
  type Action,
  type Intent,
  type Understanding,
  type UnderstandRequest,
  zoneRule,
} from '#understanding';

const lineSchema = z.object({
  text: z.string(),
  reference: z.string().optional(),
  timezone: zoneRule.optional(),
});

/** What a line is answered with: the first action's fields, and all of them when there are several. */
export type Answer = (Omit<Action, 'words'> & { actions?: Omit<Action, 'words'>[] }) | { error: string };

interface Options {
  /** IANA name, for lines without one. */
  defaultTimezone: string;
  /** Lines understood at the same time. */
  atOnce: number;
}

/** The answers to `lines`, in their order; a line that cannot be read is answered with its fault. */
export async function* answersTo(
  lines: AsyncIterable<string>,
  understanding: Understanding,
  { defaultTimezone, atOnce }: Options,
): AsyncGenerator<Answer> {
  const waiting: Promise<Answer>[] = [];
  for await (const line of lines) {
    waiting.push(answerTo(line, understanding, defaultTimezone));
    const next = waiting.length >= atOnce ? waiting.shift() : undefined;
    if (next) yield await next;
  }
  for (const answer of waiting) yield await answer;
}

async function answerTo(
  line: string,
  understanding: Understanding,
  defaultTimezone: string,
): Promise<Answer> {
  try {
    const request = requestOf(line, defaultTimezone);
    const { actions } = await understanding.understand(request, new AbortController().signal);
    const [first, ...others] = actions.map(told);
    if (!first) throw new Error('no action');
    return others.length > 0 ? { ...first, actions: [first, ...others] } : first;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The intents that the command tells are a fixed list. What was added to ours since is told as it was before. */
const toldAs: Partial<Record<Intent, Intent>> = { update_timer: 'create_timer', forget: 'out_of_scope' };

/** The caller has the words. */
function told(action: Action): Omit<Action, 'words'> {
  const { words: _, ...fields } = action;
  return { ...fields, intent: toldAs[fields.intent] ?? fields.intent };
}

/** @throws Error that says what is wrong with the line */
function requestOf(line: string, defaultTimezone: string): UnderstandRequest {
  const parsed = lineSchema.safeParse(json(line));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter(Boolean).join(': '),
    );
    throw new Error(issues.join('; '));
  }
  const { text, reference, timezone = defaultTimezone } = parsed.data;
  const moment = reference === undefined ? DateTime.now() : DateTime.fromISO(reference, { zone: timezone });
  if (!moment.isValid) throw new Error('reference: must be a time in ISO 8601');
  return { text, reference: moment.toJSDate(), timezone };
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('not JSON');
  }
}
