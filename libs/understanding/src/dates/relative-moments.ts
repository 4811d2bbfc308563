import { type Days, weekdayAfter } from './days.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';
import { WEEKDAYS } from './vocabulary.ts';

interface Moment {
  at: Days['from'];
}

/** "this time tomorrow", "the same time next week", "same time on friday" */
export function sameTime(reader: Reader): Moment | undefined {
  reader.eat('at about around');
  reader.eat('the');
  if (!reader.eatAll('this time') && !reader.eatAll('same time')) return undefined;
  const { now } = reader;
  if (reader.eat('tomorrow')) return { at: now.plus({ days: 1 }) };
  reader.eat('on');
  const weekday = reader.eatFrom(WEEKDAYS);
  if (weekday) {
    const { year, month, day } = weekdayAfter(now, weekday);
    return { at: now.set({ year, month, day }) };
  }
  const steps = step(reader);
  const unit = steps ? reader.eat('week month year') : undefined;
  return unit ? { at: now.plus({ [`${unit}s`]: steps }) } : undefined;
}

/** "at half past", "at 20 past": of the hour that goes on, or of the next. */
export function pastTheHour(reader: Reader): Moment | undefined {
  if (reader.eatAll('on the hour')) return { at: nextAt(reader, 0) };
  if (!reader.eat('at around')) return undefined;
  reader.eat('a about');
  const minute = reader.eat('quarter') ? 15 : reader.eat('half') ? 30 : reader.number(1, 59);
  if (minute === undefined) return undefined;
  reader.eat('minutes mins min');
  if (!reader.eatAll('past the hour') && !reader.eat('past')) return undefined;
  const next = reader.token;
  const isOfHour = next?.number !== undefined || /^(?:noon|midday|midnight|the|my)$/.test(next?.word ?? '');
  return isOfHour ? undefined : { at: nextAt(reader, minute) };
}

function nextAt({ now }: Reader, minute: number): Moment['at'] {
  const at = now.startOf('hour').set({ minute });
  return at > now ? at : at.plus({ hours: 1 });
}
