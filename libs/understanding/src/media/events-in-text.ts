import { DateTime } from 'luxon';

import { findWhen } from '../dates/find-when.ts';
import type { Action, When } from '../meaning.ts';
import type { MediaFacts } from './media-facts.ts';
import { titleOf, without } from '../offline/title.ts';

/** As many as can be confirmed at a glance. */
const mostEvents = 10;
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
    .map((line) => readLine(line, now.startOf('second'), dayFirst));
  const events: Action[] = [];
  for (const [at, { text: words, when, rest }] of lines.entries()) {
    if (!when || DateTime.fromISO(when.start) <= now) continue;
    const title = rest ?? lines.slice(0, at).findLast((line) => !line.when)?.text ?? lines[at + 1]?.text;
    if (title) events.push({ intent: 'create_event', confidence, words, title, when });
  }
  return events.slice(0, mostEvents);
}

function readLine(text: string, now: DateTime<true>, dayFirst?: boolean): Line {
  const found = findWhen(text, now, { dayFirst });
  const { when } = found ?? {};
  // "open daily", "in 2026", "Jazz Night": no appointment.
  const isClose = when && ['minute', 'hour', 'day'].includes(when.grain) && /\d/.test(text);
  if (!found || !isClose) return { text };
  return { text, when, rest: titleOf(without(found.spans, text)) };
}
