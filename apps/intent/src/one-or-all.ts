import { DateTime } from 'luxon';

import { replies } from '#replies';

import type { Meant } from './event-finder.ts';
import { ruleWords } from './rule-words.ts';
import type { Done, Request } from './understood.ts';

/** Asks whether one time of a series or all of them are meant. */
export function oneOrAll({ timezone }: Request, { id, event, starts: [start] }: Meant): Done {
  const local = event.isAllDay ? start : start.setZone(timezone);
  const day = replies.shortDate(local);
  const subject = { kind: 'event' as const, id };
  const { title = replies.lostTitle() } = event;
  // Which days are left out does not matter here.
  const [rule = ''] = event.rule?.split('\n') ?? [];
  // The time that was offered is meant, also when it has begun before the answer comes.
  const currentWhen = { start: exact(start), end: exact(start.plus(1)), grain: 'minute' as const };
  return {
    reply: replies.oneOrAll(title, ruleWords({ rule }, timezone), day),
    options: [
      { subject, words: replies.onlyOn(day), means: { part: 'one', currentWhen } },
      { subject, words: replies.allOfThem(), means: { all: true } },
    ],
  };
}

const exact = (at: DateTime): string => at.toISO() ?? '';
