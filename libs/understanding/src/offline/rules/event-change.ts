import { lengthIn } from '../event-amounts.ts';
import type { Candidate } from '../found.ts';
import { CHANGE, LOOSE_EVENT, MOVE, pattern, TIME_AS_EVENT } from '../lexicon.ts';
import { PRONOUN } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';
import { changed, EVENT, movedInTime, TO } from './event-move.ts';
import { renamedTo } from './renamed.ts';

/** Each names the event and what becomes of it. */
const PLACES = pattern(
  `^(?:${CHANGE}|set|make) (?:the |my )?(?:location|place|venue|room) (?:of|for) (?<what>.+?) to (?<place>.+)$|^(?:${CHANGE}) where (?<what3>.+?) is(?: held)? to (?<place3>.+)$|^(?:${CHANGE}) (?<what2>.+?)(?:'s)? (?:location|place|venue) to (?<place2>.+)$`,
);
const RENAMES = pattern(
  `^(?:rename|retitle) (?<what>.+?) (?:to|as|into) (?<to>.+)$|^change (?:the )?(?:name|title) of (?<what2>.+?) to (?<to2>.+)$`,
);
/** "rename it summer party", "rename to summer party" */
const RENAMES_IT =
  /^(?:rename|retitle) (?:it (?:(?:to|as|into) )?|(?:to|as|into) )(?<to>(?!(?:to|as|into)$).+)$/i;
/** "rename 'dentist' 'checkup'" */
const RENAMES_QUOTED = /^(?:rename|retitle) ["'](?<what>[^"']+)["'] ["'](?<to>[^"']+)["']$/i;
/** "rename the dentist to": to what is missing. */
const RENAMES_ONLY = /^(?:rename|retitle) (?<what>.+?)(?: (?:to|as|into))?$/i;
/** What is no event, or none in particular. */
const UNNAMED =
  /\b(?:reminders?|tasks?|lists?|timers?|alarms?|notes?|files?|folders?|profiles?|chats?|groups?|contacts?|photos?|pictures?)\b|^(?:events|appointments|meetings|things|me|us|you|everything|all|(?:your|my)self)$/i;
const ATTENDEES = pattern(
  `^(?:add|invite|include) (?<who>a note|(?!an? |the |my )[\\w ,]+) to (?<what>(?:my|the|our|today's|tomorrow's) .*\\b(?:${LOOSE_EVENT})\\b.*)$`,
);
const CANCEL_AND_MOVE = pattern(
  `^(?:cancel|delete|remove) (?<what>.+?),? and (?:then )?(?:${MOVE}|schedule|book|put|set|make) (?:it|that|one|a new one)(?: again)? (?:${TO} )?(?<to>.+)$`,
);
const TIME_OBJECT = pattern(`^${TIME_AS_EVENT}`);
/** "call it team lunch", "it's called yoga now" */
const CALLS_IT =
  /^(?:call|name|title) it (?!(?:a day|off|out|back|quits)\b)(?<to>.+?)(?: instead| rather)?$|^(?:it|that)(?:'s| is| should be) (?:now )?called (?<to2>.+?)(?: now| not .+)?$/i;
/** "it's at Luigi's", "it will be in room 4" */
const IT_IS_AT =
  /^it(?:'s| is| will be|'ll be| takes place)(?: now| actually| going to be)? (?:at|in) (?!my\b)(?<place>(?:[\w'&-]+ ){0,4}?[\w'&-]+?)(?:,? (?:by the way|btw|actually|instead|now))?$/i;
/** "that should be at the Italian place", "make that at the office" */
const SHOULD_BE_AT =
  /^(?:(?:it|that|this)(?:'s| is| will be|'ll be| should be| should have been| ought to be| has to be| was meant to be)(?: now| actually)?|(?:make|have|hold|do|put|set) (?:it|that|this)) at (?!my\b|home\b|(?:the )?(?:latest|least|most|once|all|last|first|end)\b)(?<place>(?:[\w'&-]+ ){0,4}?[\w'&-]+?)(?:,? (?:by the way|btw|actually|instead|now|please|then))*$/i;
/** "invite Sam too" */
const INVITES =
  /^(?:invite|ask) (?!(?:if|whether|for|about|me|you|them|him|her)\b)(?:my |our )?[\w'-]+(?:(?:,| and|,? and)? [\w'-]+){0,3}?(?: (?:too|as well|also|along|to (?:it|that|this)))*$/i;
const ASKS_ALONG = /^invite\b|\b(?:along|to (?:it|that|this))\b/i;
/** "it'll take two hours", "it lasts an hour" */
const IT_LASTS =
  /^(?:it|that)(?:'ll| will| should| might|'s going to| is going to)? (?:take|takes|last|lasts|go on|be)(?: for| about| around| roughly)* (?<length>(?:an?|half an|[\w-]+) (?:hour|minute|min|hr)s?(?: and .+)?)(?: long)?$/i;
/** "it's a two and a half hour flight", "that's an hour and a half long" */
const IT_IS_LONG = pattern(
  `^(?:it|that|this)(?:'s| is|'ll be| will be|'s going to be)(?: only| just| about| around| roughly| actually| really)* (?<length>(?:an? )?(?:half|quarter|[\\w-]+)(?: (?:and|a|an|half|quarters?|of|\\d+|one|two|three)){0,5}[ -](?:hour|minute|min|hr)s?(?: and (?:a half|\\w+ minutes))?)(?: long)?(?: (?:${LOOSE_EVENT}|one|thing|affair|job|ride|journey|train|stay|show|layover|meal|tour))?(?: long| though| by the way| btw)*$`,
);
/** "repeat this meeting every week", "make it a weekly event" */
const REPEATS = pattern(
  `^(?:repeat|recur|set|make|have|do) (?<what>(?:this|that|it|the|my)\\b(?: (?!to\\b|a\\b|an\\b)[\\w']+){0,4}?)(?: (?:to )?(?:repeat|recur|be))?(?: an?)? (?<to>(?:every|each|daily|weekly|monthly|yearly|annually|biweekly|once a)\\b.*)$`,
);
const OTHER_OBJECT =
  /\b(?:reminders?|lists?|tasks?|to-?dos?|timers?|alarms?|playlists?|albums?|queue|time ?zone|name|language|accent|voice|volume|channel|password|pin|oil|tires?|temperature|thermostat|lights?|colou?r|brightness|address|order|plan|subscription|insurance|station|song|money|dollars|funds|robot|units?|currency|profile|speed)\b|^(?:change|switch|reschedule|rebook)\b.*\bflight\b/i;

/** "move my dentist appointment to next Tuesday 10am", "shift my 3 o'clock to 4", "rename lunch to brunch" */
export function updateEvent(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  const moved = CANCEL_AND_MOVE.exec(command)?.groups ?? {};
  if (moved.what && moved.to && dates(moved.to).when) return [changed(sentence, moved.what, 0.9, moved.to)];
  const { place, place2, place3, what, what2, what3 } = PLACES.exec(command)?.groups ?? {};
  const newPlace = place ?? place2 ?? place3;
  const placed = what ?? what2 ?? what3;
  if (newPlace && placed && !/\bmy (?:phone|home|delivery)\b/i.test(placed))
    return [changed(sentence, placed, 0.9, undefined, { place: newPlace })];

  const renamedIt = renamedTo(dates, RENAMES_IT.exec(command)?.groups?.to ?? '');
  if (renamedIt.newTitle) return [named(sentence, 'it', 0.8, renamedIt)];
  const quoted = RENAMES_QUOTED.exec(command)?.groups;
  if (quoted?.what) return [changed(sentence, quoted.what, 0.8, undefined, { newTitle: quoted.to })];
  const renamed = RENAMES.exec(command)?.groups ?? {};
  const anew = renamedTo(dates, renamed.to ?? renamed.to2 ?? '');
  const old = renamed.what ?? renamed.what2;
  if (
    anew.newTitle &&
    old &&
    (EVENT.test(old) || TIME_OBJECT.test(old) || /^rename/i.test(command)) &&
    !/\b(?:reminders?|tasks?|lists?)\b/i.test(old)
  )
    return [named(sentence, old, EVENT.test(old) ? 0.9 : 0.8, anew)];

  const nameless = RENAMES_ONLY.exec(command)?.groups?.what;
  if (nameless && !UNNAMED.test(nameless)) return [changed(sentence, nameless, 0.8)];

  const called = CALLS_IT.exec(command)?.groups ?? {};
  const name = renamedTo(dates, called.to ?? called.to2 ?? '');
  if (name.newTitle) return [named(sentence, 'it', 0.7, name)];
  const { place: at } = (IT_IS_AT.exec(command) ?? SHOULD_BE_AT.exec(command))?.groups ?? {};
  if (at && !dates(command).when) return [changed(sentence, 'it', 0.6, undefined, { place: at })];
  // Nobody can be invited, which is said where the event is known.
  if (INVITES.test(command) && ASKS_ALONG.test(command) && !dates(command).when)
    return [{ ...changed(sentence, 'it', 0.6), isOwn: true }];
  const lasts = IT_LASTS.exec(command) ?? IT_IS_LONG.exec(command);
  const length = lengthIn(lasts?.groups?.length?.replaceAll('-', ' ') ?? '');
  if (length !== undefined) return [{ ...changed(sentence, 'it', 0.7, undefined, { length }), isOwn: true }];

  if (OTHER_OBJECT.test(command)) return [];

  const repeats = REPEATS.exec(command)?.groups ?? {};
  if (
    repeats.what &&
    repeats.to &&
    (EVENT.test(repeats.what) || PRONOUN.test(repeats.what)) &&
    dates(repeats.to).recurrence
  )
    return [changed(sentence, repeats.what, 0.75, repeats.to)];

  const invited = ATTENDEES.exec(command)?.groups?.what;
  if (invited) return [changed(sentence, invited, 0.95)];
  return movedInTime(sentence);
}

const named = (
  sentence: Sentence,
  what: string,
  confidence: number,
  { newTitle, time }: ReturnType<typeof renamedTo>,
): Candidate => changed(sentence, what, confidence, time, { newTitle });
