import { compact, digital, meridiemWord, spoken } from './clock-digits.ts';
import { type ClockTime, clockTime } from './clock-time.ts';
import { impossibleTime } from './impossible-time.ts';
import type { Reader } from './reader.ts';
import { unknownZone } from './zone-places.ts';
import { zoneAfter } from './zone-words.ts';

/** "3:30pm", "half past three", "noon", "836pm", "9"; with "sharp", "-ish" and a time zone after it. */
export function clock(reader: Reader): ClockTime | undefined {
  reader.eat('about around approximately approx exactly roughly');
  const first = reader.at;
  const time = reader.first(namedTime, beforeOrAfterHour, digital, compact, spoken, hourOnly, impossibleTime);
  if (!time) return undefined;
  reader.eat('ish sharp exactly approximately approx');
  reader.eatAll('- ish');
  reader.eatAll('on the dot');
  const zone = reader.attempt(zoneAfter);
  if (zone) return { ...time, zone, bare: false };
  return reader.attempt(unknownZone) ? { ...time, bare: false, noSuch: reader.spanFrom(first) } : time;
}

function namedTime(reader: Reader): ClockTime | undefined {
  if (reader.number(12, 12)) {
    reader.eat("o'clock");
    reader.eat('in at');
  }
  if (reader.eat('noon midday')) return clockTime(12, 0, 0, { half: 'both' });
  return reader.eat('midnight') ? clockTime(0, 0, 0, { half: 'both' }) : undefined;
}

/** "twenty past 3pm", "a quarter to noon", "10 to 5", "half three", "15 minutes after two" */
function beforeOrAfterHour(reader: Reader): ClockTime | undefined {
  const { word: before = '', date } = reader.ahead(-1) ?? {};
  const isQuarter = reader.attempt((rest) => {
    rest.eat('a');
    return rest.eat('quarter');
  });
  const isHalf = !isQuarter && reader.eat('half') !== undefined;
  const spelled = reader.token?.spelled === true;
  const minutes = isQuarter ? 15 : isHalf ? 30 : reader.number(1, 59);
  if (!minutes) return undefined;
  const isCounted = !isQuarter && !isHalf && reader.eat('minutes minute mins min') !== undefined;
  const isUntil = reader.token?.raw.toLowerCase() === 'until';
  const direction = reader.eat(
    isCounted || isQuarter ? 'past after to before til until of' : 'past after to until',
  );
  if (!direction && !isHalf) return undefined;
  const isAfter = !direction || direction === 'past' || direction === 'after';
  // "10 till 9" is what a clock shows, "10 until 9" is a range.
  if (isUntil && !isQuarter && !isCounted) return undefined;
  // "5 to 6 people" and "9 to 5" are ranges; clocks are read in steps of five minutes.
  const isRead = isQuarter || isHalf || isCounted || direction === 'past' || minutes % 5 === 0;
  const hour = isRead ? reader.first(namedTime, hourOnly) : undefined;
  if (!hour || hour.zone) return undefined;
  if (direction === 'to' && !isQuarter && !isCounted) {
    // "5 to 6pm" is a range; "ten to six pm" is what a clock shows.
    const isClockWord = spelled && minutes % 5 === 0;
    const isLed = before === 'from' || before === 'between';
    // "20 to 22", "7 march 20 to 6"
    const is24Hour = !spelled && minutes <= 24 && (hour.hour > 12 || isLed || date !== undefined);
    const isRange = is24Hour || (minutes <= 12 && ((hour.half !== undefined && !isClockWord) || isLed));
    if (isRange || hour.minute !== 0 || minutes > 29) return undefined;
  }
  const total = hour.hour * 60 + (isAfter ? minutes : -minutes);
  const shifted = ((Math.floor(total / 60) % 24) + 24) % 24;
  return {
    ...hour,
    // A quarter to one is 12:45 in either half.
    hour: hour.half === undefined && shifted === 0 ? 12 : shifted,
    minute: ((total % 60) + 60) % 60,
    exact: true,
    bare: !isQuarter && !isHalf && !isCounted && direction !== 'past' && hour.half === undefined,
  };
}

/** "3pm", "three o'clock", "15h", "9" */
function hourOnly(reader: Reader): ClockTime | undefined {
  const { token } = reader;
  if (token?.ordinal || /^[$€£#]$/.test(reader.ahead(-1)?.word ?? '')) return undefined;
  const hour = reader.number(0, 24);
  if (hour === undefined || (!token?.spelled && (token?.raw.length ?? 0) > 2)) return undefined;
  const next = reader.token;
  if (
    next?.word === 'h' &&
    next.glued &&
    !(reader.ahead()?.glued && /^\w/.test(reader.ahead()?.word ?? ''))
  ) {
    reader.at++;
    return clockTime(hour, 0, 0, { half: 'both' });
  }
  if (next?.glued) reader.eat('ish');
  const isClock = reader.eat("o'clock") !== undefined;
  const meridiem = reader.first(meridiemWord);
  if (
    !meridiem &&
    next?.word === ',' &&
    next.glued &&
    reader.ahead()?.glued &&
    reader.ahead()?.number !== undefined
  )
    return undefined;
  if (!meridiem && !isClock && next?.glued && /^[a-z%:/]|^[.]$/.test(next.word) && !isEndOfSentence(reader)) {
    if (!/^(?:ish|to|t)$/.test(next.word)) return undefined;
  }
  return clockTime(hour, 0, 0, { meridiem, bare: !meridiem && !isClock });
}

function isEndOfSentence(reader: Reader): boolean {
  return reader.word === '.' && !reader.ahead()?.glued;
}
