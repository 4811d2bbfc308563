import type { Subject } from '#data';
import { replies, short } from '#replies';
import type { Action } from '#understanding';

import { whenWords } from './time-words.ts';
import type { Wish } from './understood.ts';

/** Whether these are the events of a calendar file that somebody sent, more than one. */
export const isImport = (actions: readonly Action[]): boolean =>
  actions.length > 1 && actions.every(({ intent, uid }) => intent === 'create_event' && uid !== undefined);

/** A look at the file before anything is added. */
export const importWords = (wish: Wish): string =>
  replies.importAll(
    wish.actions.map((action) => {
      const { title = replies.lostTitle(), when, place } = action;
      const matter = [short(title), when && whenWords(when, wish)].filter(Boolean).join(', ');
      return `${matter}${place ? ` (${short(place)})` : ''}`;
    }),
  );

interface Added {
  reply: string;
  about?: Subject[];
  created?: string[];
}

/** How many were added, and what became of the others. Nothing is asked about single events of a file. */
export function importAnswer(answers: Added[]): {
  reply: string;
  intent: 'create_event';
  about?: Subject[];
} {
  const others = answers.filter(({ created }) => created === undefined).map(({ reply }) => reply);
  const about = answers.flatMap((answer) => answer.about ?? []);
  return {
    reply: replies.imported(answers.length - others.length, others),
    intent: 'create_event',
    ...(about.length > 0 && { about }),
  };
}
