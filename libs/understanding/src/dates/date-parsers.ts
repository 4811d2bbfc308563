import { type Parser, ParsingComponents } from 'chrono-node';

const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const MINUTES: Record<string, number> = { fifteen: 15, twenty: 20, thirty: 30, 'forty five': 45, fifty: 50 };

/** A bare number is a date or a time only if nothing follows that it could count: "the 2nd time", "at one point". */
const COUNTS_NOTHING =
  '(?=\\s*(?:$|[,.;!?]|(?:at|to|by|from|between|in the|on|about|that|sharp|today|tonight|tomorrow|this|\\d)\\b))';

/** "the day after tomorrow" */
export const dayAfterTomorrow: Parser = {
  pattern: () => /\b(?:the )?day after tomorrow\b/i,
  extract: ({ refDate }) => dateAfter(refDate, 2),
};

const DAY_OF_MONTH = new RegExp(
  `\\b(?:on|by|until|till|before) the (\\d{1,2})(?:st|nd|rd|th)?\\b${COUNTS_NOTHING}`,
  'i',
);

/** "on the 15th": the next day with that number, today included. */
export const dayOfMonth: Parser = {
  pattern: () => DAY_OF_MONTH,
  extract: ({ refDate }, match) => {
    const wanted = Number(match[1]);
    // Every day number from 1 to 31 occurs within 62 days.
    for (let ahead = 0; ahead <= 62; ahead++) {
      const date = dateAfter(refDate, ahead);
      if (date.day === wanted) return date;
    }
    return null;
  },
};

const SPOKEN_TIME = new RegExp(
  `\\b(at )?(${HOURS.join('|')})(?: (${Object.keys(MINUTES).join('|')}))?` +
    `(?: ?(a\\.?m|p\\.?m)\\b\\.?| (o'?clock)\\b|\\b${COUNTS_NOTHING})`,
  'i',
);

/** "at five", "eight thirty pm": hours written as words. */
export const spokenTime: Parser = {
  pattern: () => SPOKEN_TIME,
  extract: (_context, [, at, hourWord = '', minuteWord = '', meridiem, oClock]) => {
    if (!at && !meridiem && !oClock) return null;
    const hour = HOURS.indexOf(hourWord.toLowerCase()) + 1;
    const minute = MINUTES[minuteWord.toLowerCase()] ?? 0;
    if (!meridiem) return { hour, minute };
    return /^p/i.test(meridiem)
      ? { hour: (hour % 12) + 12, minute, meridiem: 1 }
      : { hour: hour % 12, minute, meridiem: 0 };
  },
};

const HOUR_PARTS = new RegExp(
  `\\bin (?:(a|three) quarters? of an hour|(an?|\\d\\d?|${HOURS.join('|')}) (?:hours? and a half|and a half hours?))\\b`,
  'i',
);

/** "in a quarter of an hour", "in an hour and a half", of which chrono reads only "in a quarter" and "in an hour". */
export const hourParts: Parser = {
  pattern: () => HOUR_PARTS,
  extract: ({ reference }, [, quarters, hours = '']) => {
    const wholeHours = Number(hours) || HOURS.indexOf(hours.toLowerCase()) + 1 || 1;
    const minute = quarters ? (/^a$/i.test(quarters) ? 15 : 45) : wholeHours * 60 + 30;
    return ParsingComponents.createRelativeFromReference(reference, { minute });
  },
};

function dateAfter(from: Date, days: number): { year: number; month: number; day: number } {
  const date = new Date(from.getFullYear(), from.getMonth(), from.getDate() + days);
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}
