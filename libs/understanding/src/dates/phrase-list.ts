import { withoutAppositions } from './apposition.ts';
import type { DatePhrase } from './date-phrases.ts';
import { withoutClause } from './own-clause.ts';
import { withMonths } from './shared-month.ts';
import type { Phrase } from './phrase.ts';
import type { Recurring } from './recurring.ts';
import { dayCode } from './rule.ts';

/**
 * What stands between the times of one thing: "tuesday [and] thursday", "at 8, 12 [and also at] 20". A "for" alone joins
 * nothing: "order the cake on thursday for saturday".
 */
const JOINT =
  /^\s*(?:(?:also|again|then)?|(?:,\s*(?:and|&|plus|or)?|and|&|plus|or)\s*(?:(?:also|again|then)\s*)?(?:for)?)\s*$/i;

/** Phrases that only "and" separates become one, which has the others as `also`: "tuesday and thursday at 6" is two times. */
export function phraseLists(phrases: DatePhrase[], text: string): DatePhrase[] {
  const lists: DatePhrase[][] = [];
  for (const phrase of withoutAppositions(phrases, text)) {
    const list = lists.at(-1);
    const last = list?.at(-1);
    const between = last && text.slice(last.end, phrase.start);
    // "mon wed fri at 7"
    const isRow = last?.from.days?.weekday !== undefined && phrase.from.days?.weekday !== undefined;
    const isJoined = between !== undefined && (between.trim() || isRow) && JOINT.test(between);
    if (list && last && isJoined && isSameKind(last, phrase))
      list.push({ ...phrase, isAfterOr: /\bor\b/i.test(between) });
    else lists.push([phrase]);
  }
  return lists.flatMap((list) => withoutClause(list, text)).map(asOne);
}

export function itemsOf({ also = [], ...first }: DatePhrase): DatePhrase[] {
  return [first, ...also];
}

/** "next week, on tuesday" is no list, nor is what has an end of its own: "from friday until monday and …". */
function isSameKind(one: DatePhrase, other: DatePhrase): boolean {
  return [one, other].every(({ from, to, fromDay, recurring }) => {
    const isRow = from.days && (from.days.grain !== 'day' || from.days.isRange);
    return (
      recurring !== undefined || !(isRow || fromDay || to?.days || from.isBetween || from.lead === 'until')
    );
  });
}

function asOne(list: DatePhrase[]): DatePhrase {
  const ruled = onDaysOfWeek(list);
  if (ruled) return ruled;
  const [first, ...others] = withShared(withMonths(list));
  const last = list.at(-1);
  if (!first || !last) throw new RangeError('a list without phrases');
  if (others.length === 0) return first;
  const isChoice = list.some((each) => each.isAfterOr);
  return { ...first, end: last.end, also: others.filter(isOther(first)), ...(isChoice && { isChoice }) };
}

/** "monday and thursday at 5 every week": one rule for all of these days. */
function onDaysOfWeek(list: DatePhrase[]): DatePhrase | undefined {
  const [first] = list;
  const last = list.at(-1);
  const rule = last?.recurring;
  if (!first || !last || !rule?.starting?.weekday || rule.rule.freq !== 'WEEKLY' || rule.rule.byDay)
    return undefined;
  const others = list.slice(0, -1).map(({ from, to, recurring }) => {
    const isDay = !recurring && !from.clock && !from.part && !to;
    return isDay ? from.days?.weekday : undefined;
  });
  const weekdays = [...others, rule.starting.weekday];
  if (others.length === 0 || !weekdays.every((each) => each !== undefined)) return undefined;
  const byDay = [...new Set(weekdays)].toSorted((a, b) => a - b).map(dayCode);
  const { starting: _, ...rest } = rule;
  return { ...last, start: first.start, recurring: { ...rest, rule: { ...rule.rule, byDay } } };
}

/** "tomorrow, friday" names one day twice. */
function isOther({ from, recurring }: DatePhrase): (other: DatePhrase) => boolean {
  return (other) =>
    recurring !== undefined ||
    other.recurring !== undefined ||
    other.from.days?.from.toMillis() !== from.days?.from.toMillis() ||
    other.from.clock !== from.clock ||
    other.from.part !== from.part ||
    other.from.instant !== from.instant;
}

/** Each as it is meant: the day or the time that one of them leaves out is that of its neighbours. */
function withShared(list: DatePhrase[]): DatePhrase[] {
  if (list.length < 2) return list;
  const rule = list.find(({ recurring }) => recurring)?.recurring;
  if (rule) return list.map((each) => asRule(each, rule));
  const crossed = daysAndTimes(list);
  if (crossed) return crossed;
  const days = spread(list, ({ from }) => from.days ?? dayOfPart(from));
  const times = spread(list, ({ from, to }) =>
    from.clock || from.part ? { ...timeOf(from), ...(to && { to }) } : undefined,
  );
  return list.map((each, index) => {
    const { from, to } = each;
    if (from.instant) return each;
    const { to: end, ...time } = (from.clock ?? from.part) ? { ...timeOf(from), to } : (times[index] ?? {});
    const clock = time.clock ?? (from.part?.name === 'night' ? times[index + 1]?.clock : undefined);
    const day = from.days ?? (from.part?.day === undefined ? days[index] : undefined);
    const said = { ...from, ...time, ...(clock && { clock }) };
    return { ...each, from: placed(said, day), ...(end && { to: end }) };
  });
}

/** "monday and friday at 8 and 20": each of the days at each of the times. */
function daysAndTimes(list: DatePhrase[]): DatePhrase[] | undefined {
  const at = list.findIndex(({ from }) => from.clock ?? from.part);
  const [days, times] = [list.slice(0, at + 1), list.slice(at)];
  const isDay = ({ from }: DatePhrase): boolean => from.days !== undefined;
  if (at < 1 || times.length < 2 || !days.every(isDay) || times.slice(1).some(isDay)) return undefined;
  return days.flatMap((day) =>
    times.map((time) => ({ ...time, from: { ...timeOf(time.from), days: day.from.days }, start: day.start })),
  );
}

type Day = Phrase['days'] | { part: number };

/** "[8] tonight and tomorrow": the day of the part must not become that of the other. */
function placed(said: Phrase, day: Day): Phrase {
  if (day === undefined) return said;
  if ('part' in day) return said.part ? { ...said, part: { ...said.part, day: day.part } } : said;
  return { ...said, days: day };
}

function dayOfPart({ part }: Phrase): Day {
  return part?.day === undefined ? undefined : { part: part.day };
}

function timeOf({ clock, part, length }: Phrase): Pick<Phrase, 'clock' | 'part' | 'length'> {
  return { ...(clock && { clock }), ...(part && { part }), ...(length && { length }) };
}

/** For each its own, else that of the next one that has it, else of the one before: "tuesday and thursday at 6 and friday". */
function spread<T>(list: DatePhrase[], get: (each: DatePhrase) => T | undefined): (T | undefined)[] {
  const own = list.map(get);
  return own.map(
    (value, index) =>
      value ?? own.slice(index).find((next) => next !== undefined) ?? own.slice(0, index).findLast(Boolean),
  );
}

/** "every day at 8 [and 20]", "every monday at 9 [and wednesday at 10]": what goes on by the same rule. */
function asRule(each: DatePhrase, rule: Recurring): DatePhrase {
  const { from, to, recurring } = each;
  if (recurring) return recurring.time ? each : { ...each, recurring: { ...recurring, time: rule.time } };
  const hasTime = from.clock ?? from.part;
  const time = hasTime ? { time: timeOf(from), timeTo: to } : {};
  const { weekday, monthDay } = from.days ?? {};
  if (monthDay && rule.rule.freq === 'MONTHLY' && rule.rule.monthDay)
    return { ...each, from: {}, recurring: { ...rule, rule: { ...rule.rule, monthDay }, ...time } };
  if (!from.days) return hasTime ? { ...each, from: {}, recurring: { ...rule, ...time } } : each;
  if (!weekday || rule.rule.freq !== 'WEEKLY') return each;
  const { starting, ...ruled } = rule;
  const onDay = { ...ruled, rule: { ...rule.rule, byDay: [dayCode(weekday)] }, ...time };
  // "monday at 4 and thursday at 5 every week" does not begin on the thursday.
  const start = starting?.weekday ? {} : { starting };
  return { ...each, from: {}, recurring: { ...onDay, ...start } };
}
