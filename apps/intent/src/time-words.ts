import { DateTime } from 'luxon';

/** "tomorrow, Sun 22 Nov, at 5:00 PM"; with the zone's city when we had to guess the zone. */
export function timeWords(at: DateTime, now: DateTime, zoneIsCertain: boolean): string {
  const days = at.startOf('day').diff(now.setZone(at.zone).startOf('day'), 'days').days;
  const format = at.year === now.year || Math.abs(days) < 180 ? 'ccc d LLL' : 'ccc d LLL yyyy';
  const date = at.setLocale('en').toFormat(format);
  const day = new Map([
    [0, `today, ${date},`],
    [1, `tomorrow, ${date},`],
  ]).get(Math.round(days));
  const city = at.zoneName?.split('/').at(-1)?.replaceAll('_', ' ');
  const zone = zoneIsCertain || !city ? '' : ` (${city} time)`;
  return `${day ?? `on ${date}`} at ${at.setLocale('en-US').toFormat('h:mm a')}${zone}`;
}
