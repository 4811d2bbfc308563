import { isTimed } from './is-timed.ts';
import type { Sentence } from './sentence.ts';
import { STARTS_OTHERWISE } from './starts.ts';

/** Where a speaker takes back what was just said. */
const MARKER =
  /[,.;!…-]* ?(?:\b(?:no,? )?(?:scratch that|strike that|correction|no,? wait|wait,? no|wait,? actually|actually,? no|no,? actually|sorry,? (?:i meant|i mean|make (?:it|that)|no)|i mean(?:t)?(?! to\b)|(?:no,? )?(?:actually|rather),? make (?:it|that)|oops,?|make that|or rather|(?<=[,.;!…-] ?)(?:no,? )?forget (?:that|it|this))\b|, (?:sorry|no),?(?= ))[,.;:!…-]* ?(?:i mean(?:t)?,? |make (?:it|that) |actually,? )?/i;
/** "on monday [no] tuesday": without a pause only between two times. */
const UNMARKED =
  / (?:no|nope|sorry|i mean|i meant|er|well|rather|actually)(?: (?:no|wait|sorry|actually|i mean|i meant|rather|make (?:it|that)))*,? /gi;
const HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const SPOKEN_TIME = `(?:noon|midday|midnight|(?:(?:an? )?quarter|half|twenty(?: five)?|ten|five) (?:past|to) (?:${HOUR}|noon|\\d{1,2})|half ${HOUR}|${HOUR}(?: (?:thirty|fifteen|forty[- ]?five|o'?clock|[ap]\\.?m\\.?))*)`;
const TIME_AT_END = new RegExp(
  `(?:\\bat )?(?:\\d{1,2}(?:[:.]\\d\\d)?(?: ?(?:o'?clock|[ap]\\.?m\\.?))?|\\b${SPOKEN_TIME})$`,
  'i',
);
/** "at noon on [monday]" */
const DAY_AT_END = /(?:\b(?:on|this|next) )*(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i;
/** What takes back a word as well, without a pause; "what I mean" takes back nothing. */
const TAKES_BACK = /\b(?:i meant?|no wait|wait no|scratch that|strike that|correction)\b/i;
const EXPLAINS = /\b(?:what|which|that|how|if|know|you|the|an?|my)$/i;
const TIME_AT_START = /^(?:at )?\d{1,2}(?:[:.]\d\d)?(?: ?(?:o'?clock|[ap]\.?m\.?))?(?= [a-z])/i;
/** Also "for 5", which is a time only because another one replaces it. */
const BARE_TIME_AT_END = /(?:\b(?:at|for) )?\S+(?: [ap]\.?m)?$/i;
const BARE_TIME = new RegExp(
  `^(?:at )?(?:\\d{1,2}(?:[:.]\\d\\d)?(?: ?(?:o'?clock|[ap]\\.?m\\.?))?|${SPOKEN_TIME})(?![\\w:]| (?:past|to) \\w)`,
  'i',
);
const PRONOUN_OBJECT = /^(\w+) (it|them|him|her|that)\b/i;
const LONGEST_OBJECT_WORDS = 5;
/** A message with more second thoughts than this is read as it stands. */
const MOST = 3;

/**
 * What is meant after second thoughts: of "at 3, no wait, 4" the 4, of "call the client tomorrow, scratch that, call
 * them today" the second command, with the client whom its pronoun stands for.
 */
export function corrected(text: string, dates: Sentence['dates']): string {
  let result = text;
  for (let round = 0; round < MOST; round++) {
    const marker = MARKER.exec(result) ?? unmarkedIn(result, dates);
    // At the very start there is nothing to take back: "sorry, what's on my list".
    if (!marker || marker.index < 3) return result;
    const before = result.slice(0, marker.index).trim();
    const after = result.slice(marker.index + marker[0].length).trim();
    if (!after) return result;
    const isMarked = /^ ?[,.;!…-]/.test(marker[0]) || (TAKES_BACK.test(marker[0]) && !EXPLAINS.test(before));
    const next = replaced(before, after, dates, isMarked);
    if (next === undefined) return result;
    result = next.replace(/, (?=(?:at|on|from) )/, ' ');
  }
  return result;
}

/** "at five [no] six", "on monday [no] tuesday": a time on both sides. */
function unmarkedIn(text: string, dates: Sentence['dates']): RegExpExecArray | undefined {
  return [...text.matchAll(UNMARKED)].find((marker) => {
    const [before, after] = [text.slice(0, marker.index), text.slice(marker.index + marker[0].length)];
    const endsInTime =
      dates(before).spans.at(-1)?.end === before.length ||
      (/\b(?:to|for|from) \S+$/i.test(before) && TIME_AT_END.test(before));
    // "tomorrow, no later than five"
    if (/^(?:later|earlier|sooner|more|less|longer) /i.test(after)) return false;
    return endsInTime && (dates(after).spans[0]?.start === 0 || BARE_TIME.test(after));
  });
}

/** @param isMarked a pause was written or heard; without one, only a date or a whole command is a correction */
function replaced(
  before: string,
  after: string,
  dates: Sentence['dates'],
  isMarked: boolean,
): string | undefined {
  return (
    replacedLength(before, after) ??
    replacedDate(before, after, dates) ??
    (isMarked || resumes(before, after) ? replacedCommand(before, after) : undefined) ??
    (isMarked ? replacedWord(before, after) : undefined)
  );
}

const LENGTH_AT_END = /\S+(?= (?:seconds?|minutes?|hours?|secs?|mins?|hrs?)$)/i;
const NUMBER_ALONE =
  /^(?:for )?(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)$/i;

/** "for 5 minutes" and "10": as many of the same. */
function replacedLength(before: string, after: string): string | undefined {
  const number = NUMBER_ALONE.exec(after)?.[1];
  const bare = before.replace(/[ ,.;!-]+$/, '');
  return number !== undefined && LENGTH_AT_END.test(bare) ? bare.replace(LENGTH_AT_END, number) : undefined;
}

/** "… at 3" and "4": the new date takes the place of the old one, and what follows it goes on. */
function replacedDate(before: string, after: string, dates: Sentence['dates']): string | undefined {
  const bare = BARE_TIME.exec(after)?.[0];
  const [span] = dates(after).spans;
  const length = span && span.start <= 3 ? span.end : bare?.length;
  if (!length) return undefined;
  const fresh = after.slice(0, length);
  const rest = after.slice(length);

  const old = dates(before).spans;
  const last = old.at(-1);
  if (!last)
    return BARE_TIME.test(before.replace(/.* (?=(?:at )?\S+(?: [ap]m)?$)/i, ''))
      ? before.replace(BARE_TIME_AT_END, `at ${fresh.replace(/^at /i, '')}`) + rest
      : `${before} ${fresh}${rest}`;
  const words = before.slice(last.start, last.end);
  // Only the time is corrected: the day stays.
  const isTimeOnly = bare !== undefined && bare.length === length;
  if (isTimeOnly && TIME_AT_END.test(words)) {
    const time = /^at /i.test(fresh) ? fresh : `${/\bat \S+(?: [ap]m)?$/i.test(words) ? 'at ' : ''}${fresh}`;
    return before.slice(0, last.start) + words.replace(TIME_AT_END, time) + before.slice(last.end) + rest;
  }
  // "at 5pm tomorrow … no, 6pm"
  if (isTimeOnly && TIME_AT_START.test(words)) {
    const time = /^at /i.test(words) ? `at ${fresh.replace(/^at /i, '')}` : fresh;
    return before.slice(0, last.start) + words.replace(TIME_AT_START, time) + before.slice(last.end) + rest;
  }
  const hasTime = isTimed(dates(fresh).when) || /\d|noon|midnight|o'?clock/i.test(fresh);
  // "at noon on monday, no, tuesday"
  if (!hasTime && DAY_AT_END.test(words) && isTimed(dates(words).when))
    return `${before.slice(0, last.start)}${words.replace(DAY_AT_END, '')}${/^on /i.test(fresh) ? '' : 'on '}${fresh}${before.slice(last.end)}${rest}`.replace(
      /\bon (?=today|tomorrow|next|this)/i,
      '',
    );
  const kept = !hasTime && TIME_AT_END.test(words) ? ` ${TIME_AT_END.exec(words)?.[0] ?? ''}` : '';
  const lead = /^(?:on|at|by|in|for|until|till) /i.test(fresh)
    ? ''
    : (/^(?:on|at|by) /i.exec(words)?.[0] ?? '');
  return `${before.slice(0, last.start)}${lead}${fresh}${kept}${before.slice(last.end)}${rest}`;
}

/** The second command, whole; a pronoun in it stands for what the first one named. */
function replacedCommand(before: string, after: string): string | undefined {
  if (!STARTS_OTHERWISE.test(after)) return undefined;
  const [, verb, pronoun] = PRONOUN_OBJECT.exec(after) ?? [];
  if (!verb || !pronoun) return after;
  const same = new RegExp(`\\b${verb} ((?:(?:the|my|our|a|an|to) )?[\\w'-]+)`, 'i').exec(before)?.[1];
  const all = before.replace(/^(?:please )?\w+ |[.,!]+$/gi, '');
  const object = same ?? (all.split(' ').length <= LONGEST_OBJECT_WORDS ? all : undefined);
  return object ? after.replace(PRONOUN_OBJECT, `$1 ${object}`) : after;
}

/** Begins again with a word of what was taken back, or points at its object. */
function resumes(before: string, after: string): boolean {
  const [first = ''] = after.toLowerCase().split(' ');
  return PRONOUN_OBJECT.test(after) || before.toLowerCase().split(' ').includes(first);
}

/** "call mom, I mean dad": as many of the last words as the new ones. */
function replacedWord(before: string, after: string): string {
  const [, what = after, rest = ''] =
    /^(.+?)((?: (?:to|on|in|at|for|from|by|tomorrow|today|tonight|next)\b.*)?)$/i.exec(after) ?? [];
  const old = /^(?:the|my|our|a|an) /i.test(what) ? /(?:\b(?:the|my|our|a|an) )?\S+$/i : /\S+$/;
  return `${before.replace(old, '').trim()} ${what}${rest}`.trim();
}
