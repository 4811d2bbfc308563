import type { ParsedComponents } from 'chrono-node';

/** A time of day on the person's clock. */
export interface ClockTime {
  hour: number;
  minute: number;
  second: number;
  /** a.m. or p.m. was not said ("at 9"), so twelve hours later would do as well. */
  eitherHalf: boolean;
}

const PART_OF_DAY = /\b(morning|afternoon|evening|night|tonight)\b/i;
const PART_HOUR: Record<string, number> = { morning: 9, afternoon: 15, evening: 19, night: 20, tonight: 20 };

export function namesPartOfDay(text: string): boolean {
  return PART_OF_DAY.test(text);
}

/** The time in `components`, read from `text`; midnight when it has none, a usual hour for "tomorrow morning". */
export function clockTimeOf(components: ParsedComponents, text: string): ClockTime {
  const part = PART_OF_DAY.exec(text)?.[1]?.toLowerCase();
  if (!components.isCertain('hour')) return clockTime(part ? (PART_HOUR[part] ?? 0) : 0);

  const minute = components.get('minute') ?? 0;
  const second = components.get('second') ?? 0;
  const hour = components.get('hour') ?? 0;
  // "5pm", "17:00" and "05:00" say which half of the day; "5" does not.
  if (hour >= 12 || components.isCertain('meridiem') || /\b0\d/.test(text)) {
    return clockTime(hour, minute, second);
  }
  if (part) return clockTime(isSecondHalf(part, hour) ? hour + 12 : hour, minute, second);
  if (hour >= 1 && hour <= 6) return clockTime(hour + 12, minute, second);
  return { ...clockTime(hour, minute, second), eitherHalf: hour > 0 };
}

function isSecondHalf(part: string, hour: number): boolean {
  if (part === 'morning') return false;
  return part === 'afternoon' || part === 'evening' || hour >= 6;
}

function clockTime(hour: number, minute = 0, second = 0): ClockTime {
  return { hour, minute, second, eitherHalf: false };
}
