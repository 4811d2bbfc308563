import { DateTime } from 'luxon';

import { findWhen } from '../dates/find-when.ts';
import type { Action, Intent, When } from '../meaning.ts';
import type { MediaFacts } from './media-facts.ts';
import { titleOf, without } from '../offline/title.ts';
import { understandOffline } from '../offline/understand-offline.ts';

const mostLines = 200;
/** A guess: which line is the title, and that it is an event at all. It is always asked about. */
const confidence = 0.5;

interface Line {
  text: string;
  when?: When;
  /** What the line says beside the date. */
  rest?: string;
}

/**
 * The events that a poster, a ticket or a letter seems to announce: its dates still to come, each with the words beside or
 * above it.
 *
 * @throws RangeError when the zone is not valid
 */
export function eventsInText(
  text: string,
  { saidAt, timezone, dayFirst }: Pick<MediaFacts, 'saidAt' | 'timezone' | 'dayFirst'>,
): Action[] {
  const now = DateTime.fromJSDate(saidAt, { zone: timezone });
  if (!now.isValid) throw new RangeError(`Cannot tell the person's time: ${now.invalidExplanation}`);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, mostLines)
    .filter((line) => !isOrder(line, { saidAt, timezone }))
    .map((line) => readLine(line, now.startOf('second'), dayFirst));
  const events: Action[] = [];
  for (const [at, { text: words, when, rest }] of lines.entries()) {
    if (!when || DateTime.fromISO(when.start) <= now) continue;
    const title = rest ?? lines.slice(0, at).findLast((line) => !line.when)?.text ?? lines[at + 1]?.text;
    if (title) events.push({ intent: 'create_event', confidence, words, title, when });
  }
  return events;
}

/**
 * "remind me to call the bank tomorrow": an order to an assistant. In a file it is nobody's wish, and no event either. What announces
 * something can look like a task, "buy tickets by friday", but hardly like these.
 */
function isOrder(
  line: string,
  { saidAt: reference, timezone }: Pick<MediaFacts, 'saidAt' | 'timezone'>,
): boolean {
  if (line.length > longestOrder || !ORDERS.test(line)) return false;
  const { actions } = understandOffline({ text: line.replace(BULLET, ''), reference, timezone });
  return actions.some(
    ({ intent, confidence: sure }) =>
      (sure >= sureOrder && !announces.has(intent)) || (sure >= surest && intent === 'create_event'),
  );
}

/** Without one of these a line is not read as an order, which takes its time. */
const ORDERS =
  /\b(?:remind\w*|alert|wake|notify|ping|alarm|timer|snooze|delete|cancel|remove|erase|clear|add|put|schedule|set|mark|tick|move|reschedule|complete|remember|forget|undo|stop|export|my (?:list|calendar|tasks|reminders))\b/i;
const longestOrder = 200;
const sureOrder = 0.85;
/** Of "add … to my calendar"; "team meeting at 10" is less sure. */
const surest = 0.95;
const BULLET = /^[-–•*·>\s]+/;
const announces = new Set<Intent>(['create_event', 'list_events', 'greeting', 'thanks', 'out_of_scope']);

function readLine(text: string, now: DateTime<true>, dayFirst?: boolean): Line {
  const found = findWhen(text, now, { dayFirst });
  const { when } = found ?? {};
  // "open daily", "in 2026", "Jazz Night": no appointment.
  const isClose = when && ['minute', 'hour', 'day'].includes(when.grain) && /\d/.test(text);
  if (!found || !isClose) return { text };
  return { text, when, rest: titleOf(without(found.spans, text)) };
}
