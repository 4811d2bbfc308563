import { distinct } from './distinct.ts';
import { eventsInText } from './events-in-text.ts';
import type { FileMeaning } from './file-model.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';

const longestQuote = 300;
/** As many as can be confirmed at a glance. */
const mostEvents = 10;

/** What the language model made of a file. */
export function readingOfAnswer({
  answer,
  meaning,
  textInFile,
  isAsked,
  confidence,
}: FileMeaning): MediaMeaning {
  const actions =
    meaning &&
    distinct(
      meaning.actions.map((action) => ({
        ...action,
        confidence: Math.min(action.confidence, confidence),
      })),
    );
  const summary = answer ?? (textInFile ? quoted(textInFile) : undefined);
  if (!summary && !actions) return { problem: 'nothing_read' };
  return { reading: { summary, actions, ...(isAsked && actions && { isAsked }) } };
}

/** What the text of a file says: its beginning, and the dates in it. */
export function readingOfText(text: string, facts: MediaFacts): MediaMeaning {
  const actions = distinct(eventsInText(text, facts)).slice(0, mostEvents);
  return { reading: { summary: quoted(text), ...(actions.length > 0 && { actions }) } };
}

function quoted(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ').trim();
  return `It says: “${words.length > longestQuote ? `${words.slice(0, longestQuote - 1)}…` : words}”`;
}
