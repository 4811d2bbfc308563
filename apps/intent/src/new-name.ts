import type { Action, Intent } from '#understanding';

const CHANGES = new Set<Intent>(['update_event', 'update_task', 'update_reminder']);
const RENAMES = /\b(?:rename|retitle|reword)\b/i;
const LEAD = /^(?:(?:ok|okay|oh|um|to|as|call it|make it|just|it'?s|it should be)[ ,:]+)+/i;

/** "rename the dentist to": the name that it is to have was not said. */
export const lacksNewName = ({ intent, newTitle, when, words }: Action): boolean =>
  CHANGES.has(intent) && newTitle === undefined && !when && RENAMES.test(words);

/** "to checkup please", said when it was asked for; undefined when there is none in it. */
export const newNameIn = (words: string): string | undefined =>
  words
    .trim()
    .replace(LEAD, '')
    .replace(/[ ,]*(?:please|thanks)?[.! ]*$/i, '')
    .replace(IN_QUOTES, '$1') || undefined;

const IN_QUOTES = /^["“”„«»'‘’‚‹›](.*)["“”«»'‘’‹›]$/;
export const isInQuotes = (words: string): boolean => IN_QUOTES.test(words.trim());
