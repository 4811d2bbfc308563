import { DateTime } from 'luxon';

const utcFormat = "yyyyMMdd'T'HHmmss'Z'";
const localFormat = "yyyyMMdd'T'HHmmss";

/**
 * A rule of ours as lines of a file. There, an end and the times left out have to be dates for an event of whole days; for any other, the
 * end is in UTC and the times are in its zone.
 */
export function repetitionLines(
  recurrence: string,
  { timezone, isAllDay }: { timezone: string; isAllDay: boolean },
): string {
  const [rule = '', excluded] = recurrence.split('\nEXDATE:');
  const until = (value: string): string => {
    const at = momentOf(value, timezone);
    if (!at.isValid) return value;
    return isAllDay ? at.setZone(timezone).toFormat('yyyyMMdd') : at.toUTC().toFormat(utcFormat);
  };
  const lines = [`RRULE:${rule.replace(/(?<=(?:^|;)UNTIL=)[^;]*/, until)}`];
  if (excluded) {
    const times = excluded.split(',');
    lines.push(
      isAllDay
        ? `EXDATE;VALUE=DATE:${times.map((time) => time.slice(0, 8)).join(',')}`
        : `EXDATE;TZID=${timezone}:${times.join(',')}`,
    );
  }
  return lines.join('\r\n');
}

/** `UNTIL` as a moment, in UTC or in the zone, or as a day that is still included. */
function momentOf(value: string, timezone: string): DateTime {
  if (!value.includes('T')) return DateTime.fromFormat(value, 'yyyyMMdd', { zone: timezone }).endOf('day');
  const zone = value.endsWith('Z') ? 'UTC' : timezone;
  return DateTime.fromFormat(value.replace('Z', ''), localFormat, { zone });
}
