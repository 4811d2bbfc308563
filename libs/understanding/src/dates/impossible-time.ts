import type { ClockTime } from './clock-time.ts';
import type { Reader } from './reader.ts';
import { isCounted, mayFollowDate } from './vocabulary.ts';

/** What a slip can make of an hour; "91:16" is a verse and "50" a price. */
const LAST_SLIP = 29;

/** "10:75", "25:00", "26pm", "25 o'clock": said as a time, and no clock shows it. Read after all real times. */
export function impossibleTime(reader: Reader): ClockTime | undefined {
  const first = reader.at;
  const before = reader.ahead(-1)?.word ?? '';
  const isLed = /^(?:at|@|by|until|from|around|before|after|between)$/.test(before);
  const { token } = reader;
  if (token?.number === undefined || token.ordinal || /^[$€£#]$/.test(before)) return undefined;
  const isMeant = reader.first(
    (rest) => misheard(rest, isLed),
    (rest) => withMinutes(rest, isLed),
    pastSixty,
    withMark,
    bareHour,
  );
  if (isMeant === undefined) return undefined;
  const noSuch = reader.spanFrom(first);
  return { hour: 0, minute: 0, second: 0, half: 'both', exact: false, bare: !isMeant, noSuch };
}

/** "7:4:5 am", "at 12:5:30", "7:5 pm": what is left of a time that a machine misheard. @returns as `withMinutes` */
function misheard(reader: Reader, isLed: boolean): boolean | undefined {
  const first = reader.at;
  if ((reader.token?.raw.length ?? 0) > 2) return undefined;
  const mark = reader.ahead()?.word ?? '';
  reader.at++;
  while (
    reader.word === mark &&
    /^[:.]$/.test(mark) &&
    isGlued(reader) &&
    reader.ahead()?.number !== undefined
  )
    reader.at += 2;
  const parts = reader.tokens.slice(first, reader.at).filter(({ number }) => number !== undefined);
  const isPadded = parts.length === 2 && parts[1]?.raw.length !== 1;
  if (
    parts.length === 1 ||
    parts.length > 3 ||
    isPadded ||
    (isGlued(reader) && /^[:/]$/.test(reader.word ?? ''))
  )
    return undefined;
  const isMarked = reader.eat('am pm') !== undefined;
  if (isMarked) return true;
  // A "1:1" is a meeting, and "2.5" an amount.
  const isTalk = parts.length === 2 && parts.every(({ number }) => number === 1);
  return isLed && mark === ':' && !isTalk ? false : undefined;
}

const isGlued = (reader: Reader): boolean => reader.token?.glued === true && reader.ahead()?.glued === true;

/** "10:75", "25:00 pm", "13:30 am" @returns whether it is a time wherever it stands */
function withMinutes(reader: Reader, isLed: boolean): boolean | undefined {
  const [hour, mark, minute, next] = [0, 1, 2, 3].map((ahead) => reader.ahead(ahead));
  if (!hour || hour.raw.length > 2 || !mark?.glued || !/^[:.]$/.test(mark.word)) return undefined;
  if (!minute?.glued || !/^\d\d$/.test(minute.raw)) return undefined;
  if (next?.glued && /^[:/]$/.test(next.word)) return undefined;
  reader.at += 3;
  const isMarked = reader.eat('am pm') !== undefined;
  if (isMarked || (isLed && mark.word === ':')) return isMarked;
  return mark.word === ':' && (hour.number ?? 0) <= LAST_SLIP ? false : undefined;
}

/** "seventy past six": no clock counts so many minutes. */
function pastSixty(reader: Reader): boolean | undefined {
  if (reader.number(60, 99) === undefined) return undefined;
  reader.eat('minutes minute mins min');
  if (!reader.eat('past after')) return undefined;
  return reader.eat('noon midday midnight') !== undefined || reader.number(1, 24) !== undefined
    ? true
    : undefined;
}

/** "26pm", "1375pm", "25 o'clock" */
function withMark(reader: Reader): boolean | undefined {
  if ((reader.token?.raw.length ?? 0) > 4) return undefined;
  reader.at++;
  const isHour = reader.eat("o'clock") !== undefined;
  if (!reader.eat('am pm') && !isHour) return undefined;
  // "I am 25 am I old"
  return reader.word === 'i' ? undefined : true;
}

/** "[at] 25" */
function bareHour(reader: Reader): boolean | undefined {
  const before = reader.ahead(-1)?.word ?? '';
  const number =
    /^(?:at|@)$/.test(before) && !reader.token?.spelled ? reader.number(25, LAST_SLIP) : undefined;
  return number && mayFollowDate(reader.token) && !isCounted(reader.word) ? false : undefined;
}
