import { DateTime } from 'luxon';

/** Of every zone that changes its clocks, no two changes are closer. */
const stepDays = 7;
/** So far ahead a file tells when clocks change; calendar apps know their zones by name, and look here only where they do not. */
const years = 10;

interface Change {
  from: number;
  to: number;
  name: string;
  isDst: boolean;
  /** On the clock before the change. */
  at: DateTime;
}

/**
 * A zone as RFC 5545 describes it: `VTIMEZONE` with each change of its clocks.
 *
 * @param since the first moment that needs it
 */
export function timeZoneComponent(zone: string, since: Date): string {
  const start = DateTime.fromJSDate(since, { zone }).minus({ years: 1 }).startOf('year');
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`];
  const changes = changesOf(start);
  const before: Change = {
    from: start.offset,
    to: start.offset,
    name: start.offsetNameShort ?? zone,
    isDst: start.isInDST,
    at: start,
  };
  for (const change of [before, ...changes]) {
    const kind = change.isDst ? 'DAYLIGHT' : 'STANDARD';
    lines.push(
      `BEGIN:${kind}`,
      `DTSTART:${change.at.toFormat("yyyyMMdd'T'HHmmss")}`,
      `TZOFFSETFROM:${offsetOf(change.from)}`,
      `TZOFFSETTO:${offsetOf(change.to)}`,
      `TZNAME:${change.name}`,
      `END:${kind}`,
    );
  }
  return [...lines, 'END:VTIMEZONE'].join('\r\n');
}

function changesOf(start: DateTime): Change[] {
  const end = DateTime.now().plus({ years });
  const changes: Change[] = [];
  for (let day = start; day < end;) {
    const next = day.plus({ days: stepDays });
    if (next.offset !== day.offset) changes.push(changeBetween(day.toMillis(), next.toMillis(), day));
    day = next;
  }
  return changes;
}

/** The first minute with the new offset, found by halves. */
function changeBetween(from: number, until: number, { zone, offset }: DateTime): Change {
  let [low, high] = [from, until];
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 2 / 60_000) * 60_000;
    if (DateTime.fromMillis(middle, { zone }).offset === offset) low = middle;
    else high = middle;
  }
  const after = DateTime.fromMillis(high, { zone });
  return {
    from: offset,
    to: after.offset,
    name: after.offsetNameShort ?? zone.name,
    isDst: after.isInDST,
    at: DateTime.fromMillis(high, { zone: 'UTC' }).plus({ minutes: offset }),
  };
}

/** Minutes as "+0100". */
function offsetOf(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}
