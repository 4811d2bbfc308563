import { DateTime } from 'luxon';

import { replies } from '#replies';
import type { ZonedPlace } from '#understanding';

import type { Option } from './understood.ts';

/** "New York"; "UTC-5" for a zone that stands for nothing else. */
export function cityOf(zone: string): string {
  // POSIX counts them to the west.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(zone) ?? [];
  if (hours !== undefined) return `UTC${sign === '+' ? '-' : '+'}${hours}`;
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}

export const clockIn = (zone: string, now: Date): string =>
  replies.weekdayAndClock(DateTime.fromJSDate(now, { zone }));

/** One of several places: by where it is, or by its name when all are in the same region. */
export function placeOptions(place: string, places: ZonedPlace[]): Option[] {
  const isWhere = new Set(places.map(whereOf)).size === places.length;
  return places.map((one) => {
    const city = cityOf(one.zone);
    const words = (isWhere ? whereOf(one) : one.name) ?? city;
    return {
      words,
      ...(words !== city && { detail: replies.zoneName(city) }),
      means: { place, zones: [one] },
    };
  });
}

/** "Illinois", "France" */
const whereOf = ({ region, country }: ZonedPlace): string | undefined =>
  region ?? (country && new Intl.DisplayNames(replies.locale(), { type: 'region' }).of(country));
