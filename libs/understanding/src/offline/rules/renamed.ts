import type { Slots } from '../found.ts';
import type { Sentence } from '../sentence.ts';
import type { Dates } from '../slots.ts';
import { titleOf } from '../title.ts';

const QUOTED = /^["'].*["']$/;
/** "[call mum] tomorrow", "[checkup] on friday", and not "casual friday" */
const SAYS_WHEN =
  /^(?:(?:\d|(?:on|at|by|for|from|in|until|due|next|this|tomorrow|today|tonight)\b)|.*(?:\d[:.]\d\d|[ap]m\b|\d$|\bnoon\b|o'clock))/i;

/** The new name in `to`, and the words for the time that may follow it, which are no part of a name: "checkup on friday". */
export function renamedTo(dates: Sentence['dates'], to: string): { newTitle?: string; time?: string } {
  const found = dates(to);
  const [span, ...others] = found.spans;
  const whole = titleOf(to);
  if (QUOTED.test(to.trim()) || !span || others.length > 0 || !isOneTime(found)) return { newTitle: whole };
  const name = titleOf(found.rest);
  const isLast = span.start > 0 && span.end === to.trimEnd().length;
  const lead = /\b(?:on|at|by|for|from|in|until|due) $/i.exec(to.slice(0, span.start))?.[0] ?? '';
  const time = `${lead}${to.slice(span.start, span.end)}`;
  return name && isLast && SAYS_WHEN.test(time) ? { newTitle: name, time } : { newTitle: whole };
}

/** The same, of what has no time but the one that is named. */
export function renamedAndDue(dates: Sentence['dates'], to: string): Slots {
  const { newTitle, time } = renamedTo(dates, to);
  const when = time === undefined ? undefined : dates(to).when;
  return { ...(newTitle && { newTitle }), ...(when && { when }) };
}

const isOneTime = ({ when, isOver, recurrence, others, choice, noSuchDate, leadTimes }: Dates): boolean =>
  /^(?:minute|hour|day)$/.test(when?.grain ?? '') &&
  !(isOver ?? recurrence ?? others ?? choice ?? noSuchDate ?? leadTimes);
