import type { ParsingResult, Refiner } from 'chrono-node';

/** "remind me at 5pm eat lunch": chrono takes "eat" for East Africa Time; people write zones in capitals. */
export const zonesInCapitals: Refiner = {
  refine: (_context, results) => {
    for (const result of results) {
      const [word] = /\s+[a-z]{2,4}$/.exec(result.text) ?? [];
      if (word && result.start.isCertain('timezoneOffset') && !result.tags().has('result/relativeDate')) {
        result.text = result.text.slice(0, -word.length);
        result.start.delete('timezoneOffset');
        result.end?.delete('timezoneOffset');
      }
    }
    return results;
  },
};

/** "at 9 tomorrow evening": chrono joins the first two and leaves "evening" alone, which says which 9 is meant. */
export const partOfDayLast: Refiner = {
  refine: ({ text }, results) => {
    const joined: ParsingResult[] = [];
    for (const result of results) {
      const before = joined.at(-1);
      const end = result.index + result.text.length;
      if (before && leavesHalfOpen(before) && isPartOfDay(result) && isAdjacent(text, before, result)) {
        before.text = text.slice(before.index, end);
      } else {
        joined.push(result);
      }
    }
    return joined;
  },
};

function leavesHalfOpen({ start }: ParsingResult): boolean {
  return start.isCertain('hour') && !start.isCertain('meridiem');
}

function isPartOfDay({ start }: ParsingResult): boolean {
  return !start.isCertain('hour') && start.tags().has('parser/ENCasualTimeParser');
}

function isAdjacent(text: string, before: ParsingResult, after: ParsingResult): boolean {
  return /^ (?:in the |at )?$/.test(text.slice(before.index + before.text.length, after.index));
}
