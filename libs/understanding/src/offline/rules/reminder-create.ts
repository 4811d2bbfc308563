import { findLeadTimes } from '../../dates/lead-times.ts';
import type { Candidate, Slots } from '../found.ts';
import { isTimed } from '../is-timed.ts';
import { CALENDAR, pattern } from '../lexicon.ts';
import { withoutPoliteness } from '../normalise.ts';
import type { Sentence } from '../sentence.ts';
import type { Dates } from '../slots.ts';
import { nameOf, PLACEHOLDER, titleOf } from '../title.ts';
import { withoutAfterDone } from './after-done.ts';
import { withoutUntilDone } from './until-done.ts';

const REQUEST = pattern(
  `\\b(?:${[
    "(?:(?:i|we) (?:need|want|would like|'d like)(?: for)? (?:you )?to )?(?:rem+ind|rmind|rmd|remid|remaind)(?:ing|ed)? (?:me|us|(?:[\\w']+ )?[\\w']+ and me)(?: off?)?|(?<=^|please )remind(?= (?:about|of|to)\\b)|remember me(?= to\\b)|(?:get|be|am|have me|keep me) (?:reminded|notified|alerted|pinged|warned|nudged)|(?:i |we )?(?:need|want|could do with|will need) reminding|help me (?:to )?(?:remember|not (?:to )?forget|never forget)",
    "(?:please )?(?:don't|dont|do not|never) let me (?:forget|miss)",
    "(?:make sure|see to it|ensure|it(?:'s| is) important)(?: that)? i (?:don'?t (?:forget|miss)|remember)|i (?:must not|mustn't|can'?t|don'?t want to|cannot) forget",
    '(?:alert|alarm|notify|ping|nudge|buzz|poke|prompt|warn|inform) (?:me|us)',
    'ask me(?= (?:tomorrow|tonight|later|(?:on|at|in|next|this) [\\w: ]{1,25}?) (?:if|whether|about|how)\\b)',
    "(?:i (?:need|want|have)|i'd like) to be (?:reminded|notified|alerted|pinged|warned|told)",
    "(?:i need to )?(?:set(?: up)?|create|make|add|schedule|give|put(?: in)?|new|enter|start|send|shoot|drop|throw|write|leave|program|have|i need|i want|i'd like|i would like|i'd appreciate|i would appreciate|i could use|get)(?: me| us)?" +
      '(?: (?:a|an|another|one|new|up|daily|weekly|monthly|recurring|quick|the|my)){0,3} (?:remi?nder|remainder(?= (?:for|to|about)\\b)|heads[- ]up|notification|alert|nudge|ping|buzz|(?<!(?:writ|creat|mak|ent)\\w+ .{0,25})(?:shout(?! outs?\\b)|prod|poke|prompt(?!.* for an? ))(?=.* (?:to [a-z]+|at|in (?:\\d+|an?|half|\\w+ (?:minutes?|mins?|hours?))|on|by|tomorrow|tonight|this|next|every|later)\\b)(?! bowls?\\b))(?:s\\b)?(?: set)?(?: up)?(?: (?:for (?:me|myself)|on my (?:phone|calendar|calender)|to my calend[ae]r|in my calend[ae]r|in place))?',
    "(?:tell|text|message) me(?= to (?!about\\b)\\w)|(?:tell|message|text) me(?= (?:tomorrow|tonight|(?:on|next) [a-z]+day|at \\d\\S*(?: ?[ap]m)?|in \\d+ \\w+|at (?:noon|\\w+ o'clock)) (?:to|that|about) )",
    "(?:let me know|tell me)(?= when (?:my|the|our) .{1,40} (?:is about to|is coming up))|let me know(?= when (?:my|our) .{1,40} (?:starts|begins)$)|(?:let me know|tell me)(?= (?:(?:at|in|on) (?!which|what)|tomorrow|tonight|today|next|this)[\\w: ]{1,20}? (?:that|to) |(?: when| once) it(?:'s| is) )",
    '(?:wake (?:me|us)(?: up)?|get (?:me|us) up(?= (?:at|by|in|around|for|tomorrow|every)\\b))',
    '(?:set|create|make|add|i need|put)(?: up)?(?: me)?(?: (?:a|an|my|the|another|new))* alarm(?: clock)?(?! system|.* (?:security|burglar|smoke|fire)\\b)',
  ].join('|')})\\b`,
);
/** With a time before something, these are about it and do not ask when it is. */
const TELL_BEFORE = /^(?:let me know|(?:tell|warn|inform|text|message) (?:me|us))\b/i;
const LABEL =
  /^reminder(?::|(?= (?:at|in|on|tomorrow|tonight|every|next|this) )| set for\b| to\b| for\b| that\b| about\b)|^alarm(?: clock)?(?= (?:at|for|in|on|tomorrow|every|\d))/i;
/** "I must not forget to send the email tonight, remind me" */
const REMIND_LAST =
  /[,.]? (?:so |and |please |can you |could you )*remind me(?: (?:about|of) (?:it|that|this))?$/i;
/** "I have to leave at 3, remind me at 2:30" */
const REMIND_LATER =
  /[,.;]? (?:so |and |please |can you |could you )*remind me(?: (?:about|of) (?:it|that|this))? ((?:at|in|on|by|every|each|daily|once|tomorrow|tonight|this|next|an?|half|\d+|\w+ (?:minutes?|hours?|days?))\b(?!.* to [a-z]).{0,40})$/i;
const STATED =
  /^(?:i|we) (?:have (?:got )?to|need to|must|should|gotta|tend to|always|(?:keep|am always) forgetting(?: to)?|(?:always|often|never) (?:forget|remember)(?: to)?|can'?t forget to) (?<what>.+)$/i;
/** People are woken in the morning, whatever is the next time on the clock. */
const MORNING_HOUR =
  /\b(?:[4-9]|1[01])(?::[0-5]\d)?\b(?! ?(?:[ap]\.?m|o'?clock|in the|\d|minutes?|hours?|days?|mins?))/i;
const NEXT_HOUR =
  /(?<=\dam,? (?:and |& )?(?:at |again at )?)\b(?:[4-9]|1[01])(?::[0-5]\d)?\b(?! ?(?:[ap]\.?m|\d|[a-z]{3}))/i;
const OWN_DAY = pattern(`^(?:of|about|on) (?:my|our|the) (?:${CALENDAR}|plans|events)\\b`);
const SPEAKS_OF_LATER = /^(?:what|who|how|where|why|which|if i|again\b|later\b)/i;

/** What looks like two commands and is one: "I have to leave at 3, remind me at 2:30". */
export function isStatedReminder(text: string): boolean {
  const last = REMIND_LATER.exec(text);
  return last !== null && STATED.test(text.slice(0, last.index));
}

/** "remind me to call mom tomorrow at 5pm", "wake me up every day at 7" */
export function createReminder(sentence: Sentence): Candidate[] {
  const after = withoutAfterDone(sentence.command);
  const command = after?.command ?? sentence.command;
  const untilDone = withoutUntilDone(command);
  const candidates = plainReminder({ ...sentence, command: untilDone ?? command });
  const more: Slots = {
    ...(after && { afterDone: after.afterDone }),
    ...(untilDone !== undefined && { untilDone: true }),
  };
  if (Object.keys(more).length === 0) return candidates;
  return candidates.map((candidate) => ({
    ...candidate,
    fill: () => [candidate.fill?.() ?? {}].flat().map((slots) => ({ ...slots, ...more })),
  }));
}

function plainReminder({ command, dates }: Sentence): Candidate[] {
  const last = REMIND_LAST.exec(command);
  if (last && last.index > 8)
    return [
      reminder(
        { dates },
        command.slice(0, last.index).replace(/^i (?:must not|mustn't|can'?t|don'?t want to) forget /i, ''),
        0.9,
      ),
    ];

  const timed = REMIND_LATER.exec(command);
  const matter = timed && STATED.exec(command.slice(0, timed.index))?.groups?.what;
  const time = timed?.[1] ?? '';
  if (matter && dates(time).spans.length > 0 && !titleOf(dates(time).rest))
    return [reminderAbout({ dates }, matter, time)];

  const request =
    REQUEST.exec(command) ??
    LABEL.exec(command) ??
    ((dates(command).leadTimes ?? dates(command).leadDays) ? TELL_BEFORE.exec(command) : undefined);
  if (!request) return [];
  // Only a time may precede the request: "tomorrow at 9 remind me", but not "did I ask you to remind me".
  const before = withoutPoliteness(command.slice(0, request.index))
    .replace(/^when(?:ever)? it(?:'s| is| gets to) /i, 'at ')
    .replace(
      /\b(?:don'?t forget to|remember to|make sure (?:that )?(?:i|you|to)?|keep|have (?:me|you|my \w+)|please)$/i,
      '',
    )
    .trim();
  if (before && (dates(before).spans.length === 0 || titleOf(dates(before).rest))) return [];

  const after = command.slice(request.index + request[0].length).trim();
  if (SPEAKS_OF_LATER.test(after) || /^(?:snooze|list)\b/i.test(after)) return [];
  // "notify me of my schedule" asks for it.
  if (/^(?:notify|inform)/i.test(request[0]) && OWN_DAY.test(after)) return [];
  const isWaking = /^(?:wake|get (?:me|us) up)/i.test(request[0]);
  const wakes = /^wake|alarm|^get (?:me|us) up/i.test(request[0]);
  // "alert me", "let me know": of other things too.
  const loose = /^(?:alert|notify|ping|nudge|buzz|poke|prompt|warn|inform|ask|let me know|tell)/i.test(
    request[0],
  );
  if (
    loose &&
    /\b(?:if|when) (?!it'?s? (?:is )?(?:\d|time|noon)|(?:my|our|the) (?:[\w'-]+ ){0,2}(?:meeting|appointment|event)\b)/i.test(
      after,
    ) &&
    dates(after).spans.length === 0
  )
    return [];
  const words = `${before} ${after}`.trim();
  const isVague = loose && !/^(?:to|when (?:my|our|the))\b/i.test(after) && dates(words).spans.length === 0;
  const confidence = isVague ? 0.75 : wakes ? 0.85 : 0.95;
  const [woken] = isWaking ? [reminder({ dates }, inTheMorning(words.replace(COMMENT, '')), confidence)] : [];
  if (woken) return [titled(woken, WAKE_UP)];
  const asked = reminder({ dates }, words, confidence);
  // "let me know when it's ten to four"
  const isAlarm = /\balarm\b/i.test(request[0]) || /^(?:when|once) it(?:'s| is) /i.test(after);
  return [isAlarm ? titled(asked, ALARM) : asked];
}

/** "at 6 and 6:15" */
const inTheMorning = (words: string): string =>
  words.replace(MORNING_HOUR, '$&am').replace(NEXT_HOUR, '$&am');

/** "wake me at 7" says what for. */
const WAKE_UP = 'wake up';
/** "wake me at 7, [8 is too late]": a remark on the time, not what it is for. */
const COMMENT = /, (?!(?:to|for)\b)[^,]*\b(?:is|are|was|will be|would be)\b.*$/i;
/** An alarm needs no matter: "set an alarm for 7". */
const ALARM = 'alarm';

function titled(candidate: Candidate, title: string): Candidate {
  const fill = (): Slots[] => [candidate.fill?.() ?? {}].flat().map((slots) => ({ title, ...slots }));
  return { ...candidate, fill };
}

/** Before the matter, "[yesterday at 5] to call", or as a time of day at the end that belongs to no noun. */
function isSaidAsTime(words: string, { spans, when }: Dates): boolean {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return false;
  if (first.start === 0)
    return /^,? ?(?:to|about|of|that)\b/i.test(words.slice(first.end)) || last.end === words.length;
  const said = words.slice(last.start, last.end);
  const belongs = /\b(?:of|from|about|since)(?: the)? $/i.test(words.slice(0, last.start));
  return isTimed(when) && last.end === words.length && /\d/.test(said) && !belongs;
}

/** @param time when to remind, which is not when the matter takes place */
function reminderAbout({ dates }: Pick<Sentence, 'dates'>, matter: string, time: string): Candidate {
  const fill = (): Slots => {
    const { when = dates(matter).when, recurrence, leadTimes, leadDays } = dates(time);
    const title = titleOf((leadTimes ?? leadDays) ? dates(matter).rest : matter);
    return {
      ...(title && { title }),
      ...(when && { when }),
      ...(recurrence && { recurrence }),
      ...(leadTimes && { leadTimes }),
      ...(leadDays && { leadDays }),
    };
  };
  return { intent: 'create_reminder', confidence: 0.9, fill };
}

/** "to buy flowers an hour before [the party]", "a day before [the exam] to pack": the event, and what is to be done then. */
function beforeWhat(words: string): { matter: string; event: string } | undefined {
  const spans = findLeadTimes(words)?.spans ?? [];
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return undefined;
  const { event, then } = BEFORE_EVENT.exec(words.slice(last.end))?.groups ?? {};
  const matter = titleOf(words.slice(0, first.start)) ?? then;
  const name = nameOf(event ?? '');
  return matter && name ? { matter, event: name } : undefined;
}
const BEFORE_EVENT =
  /^ (?<event>(?:my|the|our|his|her|their|[\w-]+'s) (?:(?!to\b)[\w'&.-]+ ?){1,5}?)(?: to (?<then>.+))?$/i;

/** "the day before my anniversary [at noon]": the time is that of the day before. */
const TIME_LAST =
  /^(?<head>.*\b(?:days?|weeks?|night|evening|morning|afternoon) (?:before|of)) (?<event>(?:my|the|our|his|her|their|[\w-]+'s) [\w' -]+?) (?<time>at \S[\w:. ']*)$/i;

function withTimeFirst(words: string, dates: Sentence['dates']): string {
  const { head, event = '', time } = TIME_LAST.exec(words)?.groups ?? {};
  return head && time && !dates(event).when ? `${head} ${time} ${event}` : words;
}

/** "when I get home", "as soon as I leave work": nobody can tell when that is. */
const AT_PLACE =
  "(?:when(?:ever)?|once|as soon as|the moment|next time) (?:i|we)(?:'m|'re| am| are)? (?:next )?(?:(?:(?:get|come|arrive|go|drive|walk|head)(?: (?:back|over|near|close))?(?: (?:home|there|here|in|out|to|at|into|by|past))?|leave|reach|pass|enter|visit|back(?: (?:at|in|to))?|at|in|near|by|home)(?: (?:home|work|school|town|church|(?:the|my|our|a) [\\w'-]+(?: (?!to\\b|about\\b)[\\w'-]+)?))?)";
const PLACE_FIRST = new RegExp(`^${AT_PLACE},? (?:to|about) (?<matter>.+)$`, 'i');
const PLACE_LAST = new RegExp(`^(?<matter>(?:to|about|of) .+?),? ${AT_PLACE}(?<time> .+)?$`, 'i');

/** What is to be done, without the place that would have to be noticed; a time of day that is said as well is when to remind. */
function withoutPlace(words: string, dates: Sentence['dates']): string {
  const first = PLACE_FIRST.exec(words)?.groups?.matter;
  if (first !== undefined) return first;
  const { matter, time = '' } = PLACE_LAST.exec(words)?.groups ?? {};
  const { when, rest } = dates(time.trim());
  const isTime = time === '' || (rest === '' && isTimed(when));
  return matter !== undefined && isTime ? `${matter}${time}` : words;
}

function reminder({ dates }: Pick<Sentence, 'dates'>, said: string, confidence: number): Candidate {
  const words = withoutPlace(withTimeFirst(said, dates), dates);
  const fill = (): Slots => {
    const found = dates(words);
    // "the notes from last week": what is over and not said as the time is part of the matter.
    const { rest, when, recurrence, noSuchDate, others, leadTimes, leadDays } =
      found.isOver && !isSaidAsTime(words, found) ? ({ rest: words } as Dates) : found;
    const parts = (leadTimes ?? leadDays) ? beforeWhat(words) : undefined;
    const title = titleOf(
      titleOf(
        (parts?.matter ?? rest)
          .replace(
            /^(?:when|once) it'?s?(?: is)?(?: time to)?\b|^so (?:that )?i (?:don'?t|do not) (?:miss|forget) /i,
            '',
          )
          .replace(/ it (?:starts|begins)$|(?<=\b(?:it|that)) (?:too|as well|also)$/i, '')
          .replace(
            /^when (?=(?:my|our|the) )|(?<=^when .*) (?:is about to (?:start|begin)|is coming up|starts|begins)$/gi,
            '',
          ),
      )?.replace(/^(?:me|us|myself) (?=to|about|of|that)/i, '') ?? '',
    );
    return {
      ...(title && !PLACEHOLDER.test(title) && { title }),
      ...(when && { when }),
      ...(recurrence && { recurrence }),
      ...(noSuchDate && { noSuchDate }),
      ...(others && { others }),
      ...(leadTimes && { leadTimes }),
      ...(leadDays && { leadDays }),
      ...(parts && !when && { before: parts.event }),
    };
  };
  return { intent: 'create_reminder', confidence, fill };
}
