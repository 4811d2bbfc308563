import { inThread } from './thread.ts';

/** An iCalendar file, taken apart without parsing it: one faulty event loses no other. */
export interface CalendarBlocks {
  /** The calendar without its events: its time zones. */
  frame: string;
  /** `VEVENT` components as text, their long lines joined, without what can be megabytes and is not needed. */
  events: string[];
  /** How many there are beyond those. */
  more: number;
}

const limitMs = 10_000;
const heapMb = 256;
const most = {
  /** More than anybody confirms at a glance. */
  events: 50,
  /** In characters: what is left is parsed on the main thread. */
  eventLength: 20_000,
  frameLength: 100_000,
};

/**
 * @throws Error when taking it apart takes too much time or memory; the signal's reason once that aborts
 * @returns undefined when it is no calendar
 */
export async function calendarBlocks(text: string, signal: AbortSignal): Promise<CalendarBlocks | undefined> {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text)) return undefined;
  return inThread(takeApart, { text: text.trimStart(), ...most }, { limitMs, heapMb, signal });
}

/** Runs in a thread. */
async function takeApart({
  text,
  events: mostEvents,
  eventLength,
  frameLength,
}: { text: string } & typeof most): Promise<CalendarBlocks> {
  const isNeeded = (line: string): boolean => !/^(ATTACH|DESCRIPTION|X-[\w-]+)[;:]/i.test(line);
  const joined = (lines: string[], mostLength: number): string => {
    let left = mostLength;
    return lines
      .filter(isNeeded)
      .filter((line) => (left -= line.length + 2) >= 0)
      .join('\r\n');
  };
  const frame: string[] = [];
  const events: string[] = [];
  let event: string[] | undefined;
  let more = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const name = line.trimEnd().toUpperCase();
    if (name === 'BEGIN:VEVENT') event = [];
    else if (name === 'END:VEVENT' && event) {
      if (events.length < mostEvents)
        events.push(`BEGIN:VEVENT\r\n${joined(event, eventLength)}\r\nEND:VEVENT`);
      else more++;
      event = undefined;
    } else {
      const lines = event ?? frame;
      const begun = line.startsWith(' ') || line.startsWith('\t') ? lines.pop() : undefined;
      lines.push(begun === undefined ? line : begun + line.slice(1));
    }
  }
  return { frame: joined(frame, frameLength), events, more };
}
