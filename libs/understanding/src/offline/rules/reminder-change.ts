import type { Candidate, Slots } from '../found.ts';
import { ASK, CHANGE, firstGroups, pattern, REMINDERS, REMOVE, SHOW } from '../lexicon.ts';
import { taskNumbersOf } from '../numbers.ts';
import { isTimeAlone, timeOnly } from './new-time.ts';
import { renamedAndDue } from './renamed.ts';
import type { Sentence } from '../sentence.ts';
import { withoutPossessives } from '../slots.ts';
import { nameOf, titleOf } from '../title.ts';

const ASKS = pattern(
  `^(?:${ASK}|${SHOW}|is there|are there|i (?:want|need) to (?:know|see|hear|check)|when|remind me (?:what|which|of my (?:reminders|schedule)))(?![\\w-])`,
);
const ABOUT_REMINDERS = pattern(
  `\\b(?:${REMINDERS}|reminder list|(?:be|get|being|been) reminded|supposed to remember|remind me (?:of|about|to|on|for))\\b`,
);
const REMINDERS_ONLY = pattern(
  `^(?:(?:my|pending|all|the|open|active|current|today'?s|tomorrow'?s|upcoming) )*(?:reminders?|alarms)$`,
);
const NAMES_REMINDERS = /reminder|alarm/i;
const PAST =
  /^(?:did|have|had) (?:you|i) (?:already |ever |just )?(?:remind(?:ed)?|ask|tell|set|have|make|create|add|put)/i;

/** "what reminders do I have", "did I ask you to remind me of the rent" */
export function listReminders({ command, dates }: Sentence): Candidate[] {
  const only = NAMES_REMINDERS.test(command) && REMINDERS_ONLY.test(dates(command).rest);
  const asked =
    ASKS.test(command) &&
    ABOUT_REMINDERS.test(command) &&
    !/^(?:remind (?!me (?:what|which|of my (?:reminders|schedule)))|tell me (?:at|in|on|to)|when it\b|will you remind me (?:to|about|at|in|of|on)|give me a)\b/i.test(
      command,
    );
  const went = PAST.test(command) && /\bremind/i.test(command);
  if (!only && !asked && !went) return [];
  if (/^what (?:is|'s) (?:a|an) /i.test(command) || /^(?:get|check) (?:me )?a /i.test(command)) return [];
  return [
    {
      intent: 'list_reminders',
      confidence: 0.95,
      fill: () => {
        const { when } = dates(command);
        return when ? { when } : {};
      },
    },
  ];
}

const CANCELS = [
  `^(?:${REMOVE}|skip|turn off|switch off|disable|stop|deactivate|dismiss|kill|end|silence|undo|no more) (?!(?:me|us) )(?<what>.*\\b${REMINDERS}\\b.*)$`,
  "^(?:stop|quit|no more|don't keep|do not keep|forget about|cancel) (?:reminding|nagging|bugging) me ?(?<what>.*)$",
  "^(?:don'?t|do not|no need to|never|you don'?t (?:have|need) to|you need not) remind me(?: any ?more)? ?(?<what>.*)$",
  `^(?:i (?:want|need) )?no (?<what>reminders?\\b(?! before (?:my |any |all |the |every )?(?:events|appointments|meetings|everything|anything)$).*)$`,
  `^i (?:don'?t|do not|no longer|won'?t) (?:need|want) (?<what>.*\\b${REMINDERS}\\b.*)$`,
  `^(?:i (?:don'?t|do not|no longer) (?:need|want) (?:to be reminded|you to remind me)) ?(?<what>.*)$`,
].map((form) => pattern(form));

/** "cancel the reminder to call mom", "stop reminding me about the plants" */
export function cancelReminder({ command, dates }: Sentence): Candidate[] {
  const what = firstGroups(CANCELS, command)?.what;
  if (what === undefined || /\btimers?\b/i.test(command)) return [];
  return [{ intent: 'cancel_reminder', confidence: 0.95, fill: () => namedReminder(what, dates, 'when') }];
}

const UPDATES = [
  `^(?:${CHANGE}|make|set) (?<what>.*?\\b(?:reminder|alarm)\\b(?! systems?\\b).*?)(?: time)? (?:to|till|until|by|for|from .+ to) (?<to>.+)$`,
  `^(?:${CHANGE}|make) (?:the time (?:of|for) )?(?<what>.*?\\b(?:reminder|alarm)\\b(?! systems?\\b)(?: (?:to|about|for|of) [\\w' ]+?)?) (?<to>(?:every|each|daily|weekly|monthly|at|on|an?|\\d).*)$`,
].map((form) => pattern(form));

/** "rename my reminder", "rename the reminder to call mom to": to what is missing. */
const RENAMES_ONLY =
  /^(?:rename|retitle) (?<what>.*\b(?:reminder|alarm)\b.*?)(?:(?<=\b(?:reminder|alarm))| (?:to|as|into))$/i;

/** "move my reminder to call mom to 7": the last "to" leads to the time. */
export function updateReminder({ command, dates }: Sentence): Candidate[] {
  const nameless = RENAMES_ONLY.exec(command)?.groups?.what;
  if (nameless)
    return [
      {
        intent: 'update_reminder',
        confidence: 0.9,
        fill: () => namedReminder(nameless, dates, 'currentWhen'),
      },
    ];
  const first = firstGroups(UPDATES, command);
  if (
    !first?.what ||
    !first.to ||
    /^(?:make|set)(?: up)? (?!my\b|the\b|that\b)(?!.*reminder every)/i.test(command)
  )
    return [];
  const split = /^(?<more>.+) (?:to|till|until|for) (?<time>.+?)$/i.exec(first.to)?.groups;
  const what = split?.more && split.time ? `${first.what} to ${split.more}` : first.what;
  const to = split?.time ?? first.to;
  const fill = (): Slots => {
    const time = dates(/^\d{1,2}(?::\d\d)?$|^\w+$/.test(to) ? `at ${to}` : to);
    const next = time.when || time.recurrence ? time : dates(to);
    const named = namedReminder(what, dates, 'currentWhen');
    if (/^rename\b/i.test(command)) return { ...named, ...renamedAndDue(dates, to) };
    return {
      ...named,
      ...(next.when && { when: next.when }),
      ...(next.when && isTimeAlone(to) && { timeOnly: timeOnly(to) }),
      ...(next.recurrence && { recurrence: next.recurrence }),
      ...(!next.when &&
        !next.recurrence &&
        (next.noSuchDate ? { noSuchDate: next.noSuchDate } : { newTitle: titleOf(to) })),
    };
  };
  return [{ intent: 'update_reminder', confidence: 0.9, fill }];
}

const SNOOZES = [
  '^snooze(?: (?:it|this|that|the reminder|my reminder|the alarm|reminder|me))?(?: (?:for|until|till|by|to))? ?(?<to>.*)$',
  '^(?:remind me(?: (?:of|about) (?:it|this|that))? (?:again|later)(?: on)?) ?(?<to>.*)$',
  '^(?:not (?:right )?now|later),? ?(?:but )?(?:remind me )?(?<to>(?:in|at|tomorrow|tonight|this|next)\\b.*)$',
  '^(?:(?:give (?:me|it)|i need|just|wait|let me have|not (?:right )?now|not yet|later|hang on|no),? )*(?<to>(?:another (?:(?:\\w+|half an) )?|(?:an?|\\w+) more )(?:minutes?|hours?|mins?|half hour|half an hour))$',
  '^(?:(?:not (?:right )?now|not yet),? )(?:but )?(?:maybe )?(?<to>later(?: on| today)?|in a (?:bit|while|minute|moment|sec)|another time|some other time)$',
  '^remind me (?:again )?in (?<to>another (?:half (?:an )?hour|(?:\\w+ )?(?:minutes?|mins?|hours?)))$',
  '^(?:leave|hold|keep)(?: off(?: on)?)? (?:it|that|this)(?: off)? (?:for|until|till) (?<to>(?:an?|another|half an|\\w+)(?: more)? (?:minutes?|mins?|hours?)|tomorrow|tonight|later)$',
  '^(?<to>in a (?:bit|while|minute|moment|sec))$',
  '^(?:ask|tell|ping|nudge) me again(?: (?:about (?:it|this|that)))?(?<to>(?: (?:in|at|on|by|later|tomorrow|tonight|this|next|after|around)\\b.*)?)$',
].map((form) => pattern(form));

/** "snooze for 10 minutes", "remind me again in an hour" */
export function snoozeReminder({ command, dates }: Sentence): Candidate[] {
  const to = firstGroups(SNOOZES, command)?.to;
  if (to === undefined) return [];
  const fill = (): Slots => {
    const span = to
      .replace(/ more\b|^another (?=\S+ )/gi, '')
      .replace(/^another (?=minute|hour)/i, 'an ')
      .replace(/^half hour$/i, 'half an hour');
    const { when, rest } = dates(
      /^(?:\d|an?\b|\w+ (?:minute|hour|min)s?$|half an)/i.test(span) && !/^\d+(?::\d\d)?$/.test(span)
        ? `in ${span}`
        : /^\d/.test(span)
          ? `at ${span}`
          : span,
    );
    const title = nameOf(rest);
    return { ...(title && /^(?:to|about)\b/i.test(rest) && { title }), ...(when && { when }) };
  };
  return [{ intent: 'snooze_reminder', confidence: 0.95, fill }];
}

/** The reminder that `what` names, with its time as `when` or `currentWhen`. */
function namedReminder(what: string, dates: Sentence['dates'], key: 'when' | 'currentWhen'): Slots {
  const all = /\b(?:all|every|any)\b|^(?:my )?(?:reminders|alarms)$/i.test(what);
  const { when, rest } = dates(withoutPossessives(what).replace(/^(?:my|the) (?=\w+ o'?clock|\d)/i, 'at '));
  const bare = rest
    .replace(/^(?:off|out) |^(?:all|every|each|any)(?: of)? /i, '')
    .replace(/\b(?:to|in|from|on|off) (?:my |the )?(?:calend[ae]r|phone|list)$/i, '')
    .replace(
      /^(?:(?:my|the|an?|that|this) )?(?:reminders?|alarms?)\b(?: (?:i (?:have|set)|set|to|about|for|of|that|on))*/i,
      '',
    )
    .replace(/^(?:(?:my|the|that) )(?=.+ reminder$)/i, '')
    .replace(/ ?\b(?:reminders?|alarms?)$/i, '')
    .replace(/ (?:any ?more|any longer)$|,? (?:i already did|i did it already|i've done it).*$/i, '');
  const [number] = taskNumbersOf(bare);
  const title = number ? undefined : titleOf(bare);
  return {
    ...(title && !/^(?:it|that|this|them|at|the|my)$/i.test(title) && { title }),
    ...(number && { number }),
    ...(when && { [key]: when }),
    ...(all && { all }),
  };
}
