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
  const isMeant = reader.first((rest) => withMinutes(rest, isLed), withMark, bareHour);
  if (isMeant === undefined) return undefined;
  const noSuch = reader.spanFrom(first);
  return { hour: 0, minute: 0, second: 0, half: 'both', exact: false, bare: !isMeant, noSuch };
}

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
