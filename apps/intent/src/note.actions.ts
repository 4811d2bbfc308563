import { Injectable } from '@nestjs/common';

import { type Note, NoteStore, type Transaction } from '#data';
import { replies } from '#replies';

import type { Done, Request } from './understood.ts';

/** Words that say nothing about which note is meant. */
const fillers = new Set(
  'a about an and are at be can did do for have how i in is it me my number of on our put that the there this to was what when where which who with you your'.split(
    ' ',
  ),
);

/** What people want kept, and ask for later. */
@Injectable()
export class NoteActions {
  constructor(private readonly notes: NoteStore) {}

  async remember(tx: Transaction, { contactId, action, keeps = [] }: Request): Promise<Done> {
    if (keeps.length === 0 && !action.title) return { reply: replies.noteMissing(), isUnfinished: true };
    const notes = keeps.length > 0 ? keeps : [{ kind: 'fact' as const, text: action.title }];
    await Promise.all(notes.map((note) => this.notes.add(tx, contactId, note)));
    return { reply: notes.map((note) => replies.noted(note)).join('\n') };
  }

  async recall(tx: Transaction, { contactId, action }: Request): Promise<Done> {
    const asked = action.title ?? action.words;
    const kinds = ['fact', 'person', 'place'] as const;
    const notes = (await Promise.all(kinds.map((kind) => this.notes.list(tx, contactId, kind)))).flat();
    const found = bestMatch(notes, asked) ?? (isAboutPlace(asked) ? newestPlace(notes) : undefined);
    return { reply: found ? replies.recalled(found) : replies.nothingNoted(asked) };
  }
}

/** "where did I park" asks for the place that was sent last. */
const isAboutPlace = (asked: string): boolean =>
  /\b(?:park(?:ed)?|car|bike|location|place|where)\b/i.test(asked);

const newestPlace = (notes: Note[]): Note | undefined =>
  notes
    .filter(({ kind }) => kind === 'place')
    .toSorted((one, other) => other.keptAt.getTime() - one.keptAt.getTime())[0];

/** The note that shares most words with the question; of several, the newest. */
function bestMatch(notes: Note[], asked: string): Note | undefined {
  const wanted = wordsOf(asked);
  const scored = notes
    .map((note) => {
      const words = wordsOf(`${note.name ?? ''} ${note.text ?? ''}`);
      return { note, score: [...wanted].filter((word) => words.has(word)).length };
    })
    .filter(({ score }) => score > 0);
  return scored.toSorted(
    (one, other) => other.score - one.score || other.note.keptAt.getTime() - one.note.keptAt.getTime(),
  )[0]?.note;
}

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word)).map((word) => word.replace(/(?<=...)s$/, '')));
}
