import { DateTime } from 'luxon';

import type { When } from '../../meaning.ts';
import { isEventObject } from '../event-object.ts';
import type { Candidate, Slots } from '../found.ts';
import { pattern } from '../lexicon.ts';
import { namedEvent } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';
import { withoutPossessives } from '../slots.ts';

const SKIPS = pattern('^(?:skip|leave out|miss|drop|cancel|remove|delete|call off) (?<what>.+)$');
/** "just the next", "this week's" */
const NEXT =
  /^(?:only |just )?(?:(?:the|my|our) )?next(?: (?!week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)| time )/i;
const ONLY = /^(?:only|just) |,? (?:only|just) (?=(?:on |for )?\w+)|(?: only| this time| once)$/i;
const PAUSES = pattern(
  '^(?:pause|suspend|put on hold|hold|stop|skip|no) (?<what>.+?) (?:until|till) (?<when>.+)$',
  '|^(?:put|take) (?<what2>.+?) on hold (?:until|till) (?<when2>.+)$',
);
/** These are paused and skipped while they play. */
const PLAYED = /\b(?:movie|film|show|play|game|match|video|song|music)s?$/i;
const ENDS = pattern(
  '^(?:end|stop|finish|cancel|discontinue) (?<what>.+?) (?:(?:after|on|at the end of|as of|starting|beginning) (?<when>.+)|from (?<when2>.+?) (?:on|onwards?|forward))$',
);
const FOLLOWING =
  /,? (?:and (?:all|everything) (?:after|following)|from (?:now|then|there) on(?:wards?)?)(?: that)?$/i;

/** "not this sunday", "except on the 24th" */
const EXCEPTS =
  /^(?:(?:but|and|only|just|well|oh)[ ,]+)*(?:not|except(?: for)?|excluding|other than|apart from) (?:for )?(?<time>(?:on )?.+)$/i;
/** "skip tomorrow's", "skip this sunday" */
const SKIPS_THEN =
  /^(?:(?:skip|leave out|miss) (?<time>.+?)|(?:cancel|drop) (?<time2>.+)'s)(?:'s)?(?: one)?$/i;
const DAYS = new Set<When['grain']>(['day', 'week']);

/** A time of what was spoken of, which is not to take place. */
export function leaveOut({ command, dates }: Sentence): Candidate[] {
  const skipped = SKIPS_THEN.exec(command)?.groups;
  const time = EXCEPTS.exec(command)?.groups?.time ?? skipped?.time ?? skipped?.time2;
  if (time === undefined) return [];
  const { when, rest, others, choice, recurrence } = dates(time);
  if (!when || rest !== '' || others || choice || recurrence || !DAYS.has(when.grain)) return [];
  return [
    {
      intent: 'cancel_event',
      confidence: skipped ? 0.8 : 0.7,
      isOwn: true,
      fill: () => ({ part: 'one', currentWhen: when }),
    },
  ];
}

/** Some times of an event that repeats: "skip yoga next week", "pause yoga until january", "cancel yoga from december on". */
export function cancelSomeTimes(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  const paused = PAUSES.exec(command)?.groups ?? {};
  const [pausedWhat, pausedUntil] = [paused.what ?? paused.what2, paused.when ?? paused.when2];
  if (pausedWhat && pausedUntil) return candidate(sentence, pausedWhat, 'until', pausedUntil);
  const ended = ENDS.exec(command)?.groups ?? {};
  const from = ended.when2 ?? ended.when;
  const isFollowing = ended.when2 !== undefined || !/^cancel/i.test(command);
  if (ended.what && from && isFollowing)
    return candidate(sentence, ended.what, 'following', from, / (?:after|on|at the end of) /i.test(command));
  const what = SKIPS.exec(command)?.groups?.what;
  if (!what) return [];
  const { what: rest, part = /^skip\b/i.test(command) ? 'one' : undefined } = withoutPart(what);
  return part ? candidate(sentence, rest, part) : [];
}

/** What is left of the words for an event when "only", "the next" and "from now on" are gone, and the times that these mean. */
export function withoutPart(what: string): { what: string; part?: 'one' | 'following' } {
  if (FOLLOWING.test(what)) return { what: what.replace(FOLLOWING, ''), part: 'following' };
  const rest = what.replace(NEXT, '').replace(ONLY, ' ').trim();
  return rest === what ? { what } : { what: rest, part: 'one' };
}

function candidate(
  sentence: Sentence,
  what: string,
  part: 'one' | 'following' | 'until',
  time = '',
  isAfter = false,
): Candidate[] {
  const { dates, command } = sentence;
  if (PLAYED.test(what)) return [];
  const { when: said, rest } = dates(time);
  if (time !== '' && (!said || rest !== '')) return [];
  if (!isEventObject(withoutPossessives(what), dates)) return [];
  const fill = (): Slots => {
    const { currentWhen, title } = namedEvent(dates, what);
    const when = said ?? currentWhen;
    return { ...(title && { title }), ...(when && { when: isAfter ? after(when) : when }), part };
  };
  return [
    {
      intent: 'cancel_event',
      confidence: /^(?:skip|cancel|pause|delete|remove)/i.test(command) ? 0.9 : 0.85,
      fill,
    },
  ];
}

/** What follows the period: "after december". */
function after({ start, end, grain }: When): When {
  const next =
    end ??
    DateTime.fromISO(start, { setZone: true })
      .plus({ [grain]: 1 })
      .toISO();
  return { start: next ?? start, grain };
}
