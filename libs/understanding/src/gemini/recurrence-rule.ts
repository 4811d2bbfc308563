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

/**
 * Whether `rule` is a recurrence rule of RFC 5545, written without `RRULE:`. Whether its times exist is not checked. Hours within
 * some hours only ("hourly from 9 to 5") are refused: they would ring all night.
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
    )
  );
}

function listOf(value: string): RegExp {
  return new RegExp(`^${value}(,${value})*$`);
}
