import { IANAZone } from 'luxon';

/** What a zone is called, and whose it then is: in the country of who says it, or else `any`; the zone of the most people first. */
const CALLED: [names: string, zones: Partial<Record<string, string>>][] = [
  [
    'eastern, et, est, edt, us eastern, east coast',
    {
      any: 'America/New_York',
      CA: 'America/Toronto',
      MX: 'America/Cancun',
      AU: 'Australia/Sydney Australia/Brisbane',
    },
  ],
  [
    'central, ct, cdt, us central',
    {
      any: 'America/Chicago',
      CA: 'America/Winnipeg',
      MX: 'America/Mexico_City',
      AU: 'Australia/Adelaide Australia/Darwin',
    },
  ],
  [
    'cst',
    {
      any: 'America/Chicago',
      // All year round it is standard time in Saskatchewan.
      CA: 'America/Winnipeg America/Regina',
      MX: 'America/Mexico_City',
      CN: 'Asia/Shanghai',
    },
  ],
  ['mountain, mt, mdt, us mountain', { any: 'America/Denver', CA: 'America/Edmonton' }],
  // And in Arizona.
  ['mst', { any: 'America/Denver America/Phoenix', CA: 'America/Edmonton' }],
  [
    'pacific, pt, us pacific, west coast',
    { any: 'America/Los_Angeles', CA: 'America/Vancouver', MX: 'America/Mazatlan' },
  ],
  ['pst, pdt', { any: 'America/Los_Angeles', CA: 'America/Vancouver', MX: 'America/Tijuana' }],
  ['atlantic, ast, adt', { any: 'America/Halifax', US: 'America/Puerto_Rico' }],
  ['newfoundland, nst, ndt', { any: 'America/St_Johns' }],
  ['alaska, alaskan, akst, akdt', { any: 'America/Anchorage' }],
  ['hawaii, hawaiian, hst', { any: 'Pacific/Honolulu' }],
  ['brt, brasilia, horario de brasilia', { any: 'America/Sao_Paulo' }],
  ['amt', { any: 'America/Manaus' }],
  ['utc, zulu, universal, coordinated universal', { any: 'UTC' }],
  ['gmt, greenwich, greenwich mean', { any: 'UTC', GB: 'Europe/London', ES: 'Atlantic/Canary' }],
  ['bst, british', { any: 'Europe/London' }],
  ['wet, western european', { any: 'Europe/Lisbon', ES: 'Atlantic/Canary' }],
  ['cet, cest, mez, mesz, central european', { any: 'Europe/Berlin', ES: 'Europe/Madrid' }],
  ['eet, eest, eastern european', { any: 'Europe/Athens', UA: 'Europe/Kyiv' }],
  ['msk', { any: 'Europe/Moscow' }],
  ['sast', { any: 'Africa/Johannesburg' }],
  ['gst', { any: 'Asia/Dubai' }],
  ['pkt', { any: 'Asia/Karachi' }],
  ['ist', { any: 'Asia/Kolkata', IE: 'Europe/Dublin', IL: 'Asia/Jerusalem' }],
  ['ict', { any: 'Asia/Bangkok' }],
  ['wib', { any: 'Asia/Jakarta' }],
  ['wita', { any: 'Asia/Makassar' }],
  ['wit', { any: 'Asia/Jayapura' }],
  ['hkt', { any: 'Asia/Hong_Kong' }],
  ['sgt', { any: 'Asia/Singapore' }],
  ['jst', { any: 'Asia/Tokyo' }],
  ['kst', { any: 'Asia/Seoul' }],
  ['awst, western', { any: 'Australia/Perth' }],
  ['acst', { any: 'Australia/Adelaide Australia/Darwin' }],
  ['acdt', { any: 'Australia/Adelaide' }],
  // Queensland does not change its clocks.
  ['aest', { any: 'Australia/Sydney Australia/Brisbane' }],
  ['aedt', { any: 'Australia/Sydney' }],
  ['nzst, nzdt, nzt', { any: 'Pacific/Auckland' }],
];
const BY_NAME = new Map(
  CALLED.flatMap(([names, zones]) => names.split(', ').map((name) => [name, zones] as const)),
);

/** "central standard time", "the pacific time zone", "the mountain one" */
const AROUND = /^(?:the )|(?: standard| daylight| summer| savings?)*(?: time)?(?: ?zone)?(?: one)?$/g;

/** The zones of "Central", "CST", "eastern time", "America/Chicago", the likeliest first; none where it is no zone's name. */
export function zonesNamed(said: string, country?: string): string[] {
  const name = said.trim().toLowerCase();
  const called = BY_NAME.get(name.replaceAll(AROUND, '').trim());
  if (called) return ((country && called[country]) ?? called.any ?? '').split(' ');
  const zone = said.trim().replaceAll(' ', '_');
  if (!zone.includes('/') || !IANAZone.isValidZone(zone)) return [];
  const listed = Intl.supportedValuesOf('timeZone').find((one) => one.toLowerCase() === zone.toLowerCase());
  // "US/Central" is another name of one that is listed.
  return [listed ?? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone];
}

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen'.split(
  ' ',
);
const OFFSET = new RegExp(
  `^(?:utc|gmt)? ?(?<sign>[+−–-]|plus|minus) ?(?<hours>\\d{1,2}|${NUMBERS.join('|')})(?:[:.]?(?<minutes>\\d\\d))?(?: hours?)?$`,
);
const MOST_HOURS = 14;

/** "UTC-5", "GMT+2", "utc minus five", "+05:30", in minutes; undefined where it is none. */
export function offsetNamed(said: string): number | undefined {
  const {
    sign = '',
    hours: digits = '',
    minutes = '0',
  } = OFFSET.exec(said.trim().toLowerCase())?.groups ?? {};
  const hours = NUMBERS.includes(digits) ? NUMBERS.indexOf(digits) : Number(digits);
  if (digits === '' || hours > MOST_HOURS || Number(minutes) > 59) return undefined;
  return (/^(?:\+|plus)$/.test(sign) ? 1 : -1) * (hours * 60 + Number(minutes));
}

/** A zone that keeps the offset all year; undefined where there is none, as for most parts of an hour. */
export function fixedZone(minutes: number): string | undefined {
  if (minutes === 0) return 'UTC';
  const hours = minutes / 60;
  // Those of POSIX count to the west.
  const zone = `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  return Number.isInteger(hours) && IANAZone.isValidZone(zone) ? zone : undefined;
}
