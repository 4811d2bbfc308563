import { DateTime } from 'luxon';

import { type Action, type Intent, type When, whenAlone } from '#understanding';

import { LEAD, onSameDay } from './half-times.ts';
import { type MeaningOf, onlyAction, type Said } from './said.ts';

/** How a wish is begun that is told by its title. */
const beginnings = new Map<Intent, string>([
  ['create_event', 'schedule'],
  ['create_reminder', 'remind me to'],
  ['create_task', 'add to my list:'],
]);

/** "tomorrow", where a title was asked for: when it is, so that only the title is missing still. */
export function datedAction(said: Said, action: Action): Action | undefined {
  if (!beginnings.has(action.intent) || action.noSuchDate) return undefined;
  const words = said.words.trim().replace(BEFORE, '').replace(TOO, '');
  const { saidAt, timezone, dayFirst, habits } = said;
  const { morning, weekStart } = habits ?? {};
  const told = whenAlone({ text: words, reference: saidAt, timezone, dayFirst, morning, weekStart });
  if (!told?.when) return undefined;
  const onDay = action.when && onSameDay(said, words, action.when);
  return { ...action, ...told, when: onDay ?? together(action.when, told.when, timezone) };
}

/** "no, at ten", "how about friday" */
const BEFORE = new RegExp(`^${LEAD}(?:(?:how|what) about )?`, 'i');
const TOO = / (?:too|as well|also)$/i;

/** The title that was asked for, of something whose time was told before it. */
export async function titledAction(
  said: Said,
  action: Action,
  meaningOf: MeaningOf,
): Promise<Action | undefined> {
  const beginning = beginnings.get(action.intent);
  if (beginning === undefined || !action.when) return undefined;
  const { intent, title, when, place } =
    onlyAction(await meaningOf({ ...said, words: `${beginning} ${said.words}` })) ?? {};
  if (intent !== action.intent || title === undefined) return { ...action, title: said.words.trim() };
  return {
    ...action,
    title,
    when: when ? together(action.when, when, said.timezone) : action.when,
    ...(place && { place }),
  };
}

/** "dentist at three", where a day was told before it: a time of that day, and no event of today. */
export function isOfToldDay(
  { words, saidAt }: Said,
  before: When | undefined,
  { intent, when }: Action,
): boolean {
  if (before?.grain !== 'day' || intent !== 'create_event' || !when || SAYS_DAY.test(words)) return false;
  const aheadMs = Date.parse(when.start) - saidAt.getTime();
  return isTimed(when) && !when.end && aheadMs > 0 && aheadMs <= dayMs;
}

const SAYS_DAY =
  /\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|now|in \w+ (?:minutes?|hours?))\b/i;
const dayMs = 86_400_000;
const isTimed = ({ grain }: When): boolean => grain === 'hour' || grain === 'minute';

/** The day of the one and the time of the other; what is said last goes where both say the same. */
function together(before: When | undefined, fresh: When, timezone: string): When {
  if (!before || isTimed(before) === isTimed(fresh) || fresh.end) return fresh;
  const [day, timed] = isTimed(fresh) ? [before, fresh] : [fresh, before];
  if (day.grain !== 'day') return fresh;
  const at = DateTime.fromISO(timed.start, { zone: timezone });
  const start = DateTime.fromISO(day.start, { zone: timezone }).set({ hour: at.hour, minute: at.minute });
  return { start: start.toISO({ suppressMilliseconds: true }) ?? fresh.start, grain: timed.grain };
}
