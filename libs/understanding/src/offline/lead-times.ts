import type { Span } from '../dates/find-when.ts';

const MINUTES: Record<string, number> = { minute: 1, min: 1, hour: 60, hr: 60, day: 1_440, week: 10_080 };
const COUNTS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};
const AMOUNT = `(\\d{1,3}|half an|the|${Object.keys(COUNTS).join('|')}) (minute|min|hour|hr|day|week)s?`;
const LEAD = new RegExp(
  `\\b${AMOUNT}(?: and ${AMOUNT})? (?:before(?:hand)?|prior(?: to)?|ahead(?: of(?: time)?)?|in advance(?: of)?|early|earlier)\\b`,
  'gi',
);

/** "10 minutes before": minutes before the event, and where the text says so. */
export function findLeadTimes(text: string): { minutes: number[]; spans: Span[] } | undefined {
  const found = [...text.matchAll(LEAD)];
  if (found.length === 0) return undefined;
  const minutes = found.flatMap(([, count, unit, count2, unit2]) => [
    minutesOf(count, unit),
    ...(count2 ? [minutesOf(count2, unit2)] : []),
  ]);
  return {
    minutes,
    spans: found.map(({ index, 0: words }) => ({ start: index, end: index + words.length })),
  };
}

function minutesOf(count = '', unit = ''): number {
  const size = MINUTES[unit.toLowerCase()] ?? 1;
  const word = count.toLowerCase();
  if (word === 'the') return size;
  return word === 'half an' ? size / 2 : (COUNTS[word] ?? Number(count)) * size;
}
