/** The parts of an RFC 5545 rule that are understood, and how their values are written. Every second or minute is refused. */
const parts = new Map(
  Object.entries({
    FREQ: /^(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/,
    INTERVAL: /^[1-9]\d{0,2}$/,
    COUNT: /^[1-9]\d{0,3}$/,
    UNTIL: /^\d{8}(T\d{6}Z?)?$/,
    WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
    BYDAY: listOf('([+-]?([1-9]|[1-4]\\d|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)'),
    BYMONTHDAY: listOf('[+-]?([1-9]|[12]\\d|3[01])'),
    BYMONTH: listOf('([1-9]|1[0-2])'),
    BYSETPOS: listOf('[+-]?[1-9]\\d{0,2}'),
    BYHOUR: listOf('(\\d|1\\d|2[0-3])'),
    BYMINUTE: listOf('[0-5]?\\d'),
    BYYEARDAY: listOf('[+-]?[1-9]\\d{0,2}'),
    BYWEEKNO: listOf('[+-]?([1-9]|[1-4]\\d|5[0-3])'),
  }),
);

/** Moments of one day; more are no plan of a person. */
const mostTimes = 24;

/**
 * Whether `rule` is a recurrence rule of RFC 5545, written without `RRULE:`. Whether its times exist is another question
 * (`hasOccurrence`); what is refused here would make that one expensive, or
 * means hours of some hours only, which would ring all night.
 */
export function isRecurrenceRule(rule: string): boolean {
  const pairs = rule.split(';').map((part) => part.split('='));
  const names = new Set(pairs.map(([name]) => name));
  return (
    names.has('FREQ') &&
    names.size === pairs.length &&
    !(names.has('UNTIL') && names.has('COUNT')) &&
    !(rule.includes('FREQ=HOURLY') && [...names].some((name) => name?.startsWith('BY'))) &&
    pairs.every(
      ([name = '', value = '', ...more]) => more.length === 0 && parts.get(name)?.test(value) === true,
    ) &&
    isModest(new Map(pairs.map(([name = '', value = '']) => [name, value.split(',')])))
  );
}

function isModest(values: Map<string, string[]>): boolean {
  const countOf = (name: string): number => values.get(name)?.length ?? 1;
  const times = countOf('BYHOUR') * countOf('BYMINUTE');
  if (times > mostTimes) return false;
  const [freq = ''] = values.get('FREQ') ?? [];
  const most = { WEEKLY: countOf('BYDAY'), MONTHLY: 31, YEARLY: 366 }[freq] ?? 1;
  return (values.get('BYSETPOS') ?? []).every((place) => Math.abs(Number(place)) <= most * times);
}

function listOf(value: string): RegExp {
  return new RegExp(`^${value}(,${value})*$`);
}
