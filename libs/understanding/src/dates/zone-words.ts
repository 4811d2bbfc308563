import type { Reader } from './reader.ts';
import { mayFollowDate } from './vocabulary.ts';
import { placeZone } from './zone-places.ts';

/** Abbreviations that mean one offset in everyday use, in hours; of those used by several countries the best known. */
const OFFSETS: Record<string, number> = {
  utc: 0,
  gmt: 0,
  wet: 0,
  bst: 1,
  cet: 1,
  west: 1,
  cest: 2,
  eet: 2,
  sast: 2,
  eest: 3,
  msk: 3,
  gst: 4,
  pkt: 5,
  ist: 5.5,
  ict: 7,
  wib: 7,
  cst: -6,
  hkt: 8,
  sgt: 8,
  awst: 8,
  jst: 9,
  kst: 9,
  acst: 9.5,
  aest: 10,
  acdt: 10.5,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  est: -5,
  edt: -4,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
  brt: -3,
  art: -3,
};

/** Names without summer or standard time: the zone decides. */
const ZONES: Record<string, string> = {
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
};

/** These are no other word, so they are zones in small letters too. */
const IN_SMALL_LETTERS =
  /^(?:utc|gmt|bst|est|edt|pst|pdt|cst|cdt|mst|mdt|cet|cest|eet|eest|msk|pkt|ist|sast|jst|kst|hkt|sgt|aest|aedt|acst|acdt|awst|nzst|nzdt|akst|akdt)$/;

/** The zone after a time, "EST", "GMT+2", "Z", "pacific time"; as luxon takes it. */
export function zoneAfter(reader: Reader): string | undefined {
  const { token } = reader;
  if (!token) return undefined;
  const { word, raw } = token;
  const isCapital = raw === raw.toUpperCase();
  if (word === 'z' && token.glued) {
    reader.at++;
    return 'UTC';
  }
  const zone = Object.hasOwn(ZONES, word) ? ZONES[word] : undefined;
  const isAfterClock = /^(?:am|pm)$/.test(reader.ahead(-1)?.word ?? '') && mayFollowDate(reader.ahead());
  if (zone && word.length > 2 && isAfterClock) {
    reader.at++;
    return zone;
  }
  if (zone && (word.length === 2 ? isCapital : reader.ahead()?.word === 'time')) {
    reader.at += word.length === 2 ? 1 : 2;
    return zone;
  }
  const ofPlace = reader.attempt(placeZone);
  if (ofPlace) return ofPlace;
  if (!Object.hasOwn(OFFSETS, word) || !(isCapital || IN_SMALL_LETTERS.test(word))) return undefined;
  reader.at++;
  reader.eat('time');
  return offsetName((OFFSETS[word] ?? 0) * 60 + (word === 'utc' || word === 'gmt' ? offsetAfter(reader) : 0));
}

/** "[GMT]+2", "[UTC]-05:30", in minutes */
function offsetAfter(reader: Reader): number {
  const sign = reader.token?.glued && reader.ahead()?.number !== undefined ? reader.eat('+ -') : undefined;
  if (!sign) return 0;
  const hours = reader.number(0, 14) ?? 0;
  const minutes =
    reader.word === ':' && reader.ahead()?.glued && reader.eat(':') ? (reader.number(0, 59) ?? 0) : 0;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function offsetName(minutes: number): string {
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  return `UTC${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
