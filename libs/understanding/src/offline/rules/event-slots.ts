import { inTheEvening } from '../evening.ts';
import type { Candidate, Slots } from '../found.ts';
import { findPlace } from '../place.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf } from '../title.ts';

/** An event with all that `what`, the words about it, says: title, times and place. */
export function event({ dates }: Sentence, what: string, confidence: number): Candidate {
  const fill = (): Slots => {
    const { rest, spans, isOver: _, choice: __, ...found } = dates(what);
    const timeWords = spans.map(({ start, end }) => what.slice(start, end)).join(' ');
    const place = findPlace(rest);
    const title = nameOf(tidied(place?.rest ?? rest)) ?? nameOf(tidied(rest));
    const when = inTheEvening(found.when, what, timeWords);
    const others = found.others?.map((other) => ({
      ...other,
      when: inTheEvening(other.when, what, timeWords) ?? other.when,
    }));
    return {
      ...(title && { title }),
      ...found,
      ...(when && { when }),
      ...(others && { others }),
      ...(place && title && { place: place.place }),
    };
  };
  return { intent: 'create_event', confidence, fill };
}

/** Drops what only says that it is an event: "that we are having", "an event called". */
function tidied(text: string): string {
  return text
    .replace(/^(?:that )?(?:i|we)(?:'m|'re|'ve| am| are| have)(?: (?:having|got|going to(?: have)?))? /i, '')
    .replace(/^(?:me |us )?(?:in )?(?:with )(?=the |my )/i, '')
    .replace(
      /^(?:an? |the )?(?:all[- ]day )?(?:new )?(?:calend[ae]r )?(?:event|entry) (?:called|named|titled|for|about) /i,
      '',
    )
    .replace(/\b(meeting|appointment) (?:event$|set(?: up)?(?= (?:with|for)))/i, '$1')
    .replace(
      /^(?:(?:just )?(?:booked|scheduled|arranged|made|planned|set up)|fit in|squeeze in|up|in|down|off) /i,
      '',
    )
    .replace(/ (?:down|in)$/i, '');
}
