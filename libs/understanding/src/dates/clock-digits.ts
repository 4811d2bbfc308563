import { type ClockTime, clockTime } from './clock-time.ts';
import type { Reader } from './reader.ts';
import { isCounted, mayFollowDate, WEEKDAYS } from './vocabulary.ts';

/** What minutes begin with that are two words. */
const TENS = new Set([20, 30, 40, 50]);

/** "15:30", "3:30:10 pm", "3.30pm", "15h30", "3h18am" */
export function digital(reader: Reader): ClockTime | undefined {
  const { token } = reader;
  const [mark, minuteToken] = [reader.ahead(1), reader.ahead(2)];
  const hour = reader.number(0, 24);
  if (hour === undefined || token?.spelled || !mark?.glued || !minuteToken?.glued) return undefined;
  if (!/^[:.h]$/.test(mark.word) || minuteToken.number === undefined) return undefined;
  reader.at += 2;

  const second =
    reader.word === ':' && reader.token?.glued && reader.ahead()?.glued ? reader.ahead()?.number : undefined;
  if (second !== undefined) reader.at += 2;
  const meridiem = reader.eat('am pm');
  const isTwoDigits = minuteToken.raw.length === 2;
  // "1.30" may be an amount and "1:1" a meeting; "3.30pm" and "at 3.30" are times.
  if (mark.word === '.' && !meridiem && isAmountRange(reader)) return undefined;
  if (mark.word === '.' && !meridiem && !isAfterAt(reader, 3) && !isBesideDay(reader)) return undefined;
  const tens = second !== undefined && TENS.has(second) ? second : undefined;
  if (!isTwoDigits && (tens === undefined || !minuteToken.number || !meridiem)) return undefined;
  // "8:6:30 pm" is how speech recognition writes "eight thirty-six": the tens came last.
  const minute = isTwoDigits ? minuteToken.number : (tens ?? 0) + minuteToken.number;
  const isPadded = /^0\d$/.test(token?.raw ?? '');
  return clockTime(hour, minute, isTwoDigits ? (second ?? 0) : 0, {
    meridiem,
    exact: true,
    ...(isPadded && !meridiem && { half: 'both' }),
  });
}

/** "836pm", "1130 am", "at 1530", "1500 hours" */
export function compact(reader: Reader): ClockTime | undefined {
  const { token } = reader;
  const length = token?.spelled || token?.ordinal ? 0 : (token?.raw.length ?? 0);
  if (length !== 3 && length !== 4) return undefined;
  const digits = reader.number(0, 2400);
  if (digits === undefined) return undefined;
  const meridiem = reader.eat('am pm');
  const isMilitary =
    !meridiem && length === 4 && (isAfterAt(reader, 1) || reader.eat('hours hrs') !== undefined);
  if (!meridiem && !isMilitary) return undefined;
  return clockTime(Math.floor(digits / 100), digits % 100, 0, {
    meridiem,
    exact: true,
    ...(isMilitary && { half: 'both' }),
  });
}

/** "three thirty pm", "six oh five", "nine fifty nine am" */
export function spoken(reader: Reader): ClockTime | undefined {
  const { token } = reader;
  const second = reader.ahead();
  // "at 5 45"
  const isTwo = second?.raw.length === 2 || (second?.word === 'o' && reader.ahead(2)?.number !== undefined);
  const isTyped = isAfterAt(reader, 0) && (token?.raw.length ?? 0) <= 2 && isTwo;
  if (!token?.spelled && !second?.spelled && !isTyped) return undefined;
  if (token?.ordinal || second?.glued) return undefined;
  const hour = reader.number(1, 12);
  if (!hour) return undefined;
  reader.eat('- :');
  const isOh = reader.eat('oh o') !== undefined;
  if (reader.token?.ordinal) return undefined;
  const minute = isOh ? reader.number(1, 9) : reader.number(10, 59);
  if (minute === undefined) return undefined;
  const meridiem = reader.first(meridiemWord);
  if (isTyped && !meridiem && (!mayFollowDate(reader.token) || isCounted(reader.word))) return undefined;
  reader.eat("o'clock");
  return clockTime(hour, minute, 0, { meridiem, exact: true, bare: !meridiem && !isAfterAt(reader, 2) });
}

/** "pm", "in the pm" */
export function meridiemWord(reader: Reader): string | undefined {
  reader.eatAll('in the');
  return reader.eat('am pm');
}

/** "9.30 [tomorrow]", "[5 dec] 9.30" */
function isBesideDay(reader: Reader): boolean {
  const { word = '' } = reader;
  if (reader.ahead(-4)?.date?.day !== undefined) return true;
  // "10.30-11.15"
  const [hour, mark, minute] = [1, 2, 3].map((count) => reader.ahead(count));
  if (/^(?:-|to)$/.test(word) && hour?.number !== undefined && mark?.word === '.' && minute?.raw.length === 2)
    return !isCounted(reader.ahead(4)?.word);
  return /^(?:today|tonight|tomorrow|yesterday)$/.test(word) || WEEKDAYS.has(word);
}

/** "bring [2.50] to [3.50] for parking": sums, of which not all minutes are those of an appointment. */
function isAmountRange({ tokens, at }: Reader): boolean {
  const isEnd = /^(?:to|-)$/.test(tokens[at - 4]?.word ?? '') && tokens[at - 6]?.word === '.';
  const first = isEnd ? at - 7 : at - 3;
  const words = tokens.slice(first, first + 8).map(({ word }) => word);
  const [minutes, joint, mark, lastMinutes, after] = [2, 3, 5, 6, 7].map((index) => words[index] ?? '');
  const isRange = /^(?:to|-)$/.test(joint ?? '') && mark === '.' && after === 'for';
  const isLed = /^(?:at|@|from|between)$/.test(tokens[first - 1]?.word ?? '');
  return isRange && !isLed && ![minutes, lastMinutes].every((each) => /^(?:00|15|30|45)$/.test(each ?? ''));
}

/** @param back how many tokens have been read since */
function isAfterAt(reader: Reader, back: number): boolean {
  return /^(?:at|@|by|until|from|to|-|between|around|before|after|and)$/.test(
    reader.ahead(-back - 1)?.word ?? '',
  );
}
