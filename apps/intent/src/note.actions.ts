import { Injectable } from '@nestjs/common';

import { type Note, NoteStore, type Transaction } from '#data';
import { replies } from '#replies';

import { isAboutParking, newest, newestParking } from './parking.ts';
import type { Done, Request } from './understood.ts';

/** Words that say nothing about which note is meant. */
const fillers = new Set(
  'a about an and are at be can did do does for has have how i in is it many me much my s number of on our put that the there this to was what when where which who with you your'.split(
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
    const names = notes.flatMap(({ kind, name }) => (kind === 'person' && name ? [name] : []));
    const others = notes.filter(({ kind, name }) => kind !== 'person' || !name);
    const people = names.length > 0 ? [replies.notedPeople(names)] : [];
    return { reply: [...others.map((note) => replies.noted(note)), ...people].join('\n') };
  }

  async recall(tx: Transaction, request: Request): Promise<Done> {
    const asked = request.action.title ?? request.action.words;
    const notes = await this.#list(tx, request.contactId);
    const isParking = isAboutParking(`${request.action.words} ${asked}`);
    const found =
      (isParking ? newestParking(notes, asked) : undefined) ??
      bestMatch(notes, asked) ??
      (isAboutPlace(asked) ? newestPlace(notes) : undefined);
    return { reply: found ? replies.recalled(found) : replies.nothingNoted(asked) };
  }

  /** The answer to a question that a note has every word of; undefined when there is none. */
  async answer(tx: Transaction, { contactId, action }: Request): Promise<Done | undefined> {
    if (!QUESTION.test(action.words)) return undefined;
    const wanted = wordsOf(action.words);
    const found = bestMatch(await this.#list(tx, contactId), action.words);
    const known = wordsOf(`${found?.name ?? ''} ${found?.text ?? ''}`);
    const named = found?.kind === 'person' ? withoutWays(wanted) : wanted;
    const isMeant = found && named.size > 0 && isWithin(named, known);
    return isMeant ? { reply: replies.recalled(found) } : undefined;
  }

  async #list(tx: Transaction, contactId: string): Promise<Note[]> {
    const kinds = ['fact', 'person', 'place'] as const;
    return (await Promise.all(kinds.map((kind) => this.notes.list(tx, contactId, kind)))).flat();
  }
}

const QUESTION = /^(?:what|which|where|who|when|how)\b/i;

/** "where did I park" asks for the place that was sent last. */
const isAboutPlace = (asked: string): boolean =>
  /\b(?:park(?:ed)?|car|bike|location|place|where)\b/i.test(asked);

/** Ways to reach somebody, which a card has without these words. */
const ways = new Set(
  'reach call phone telephone mobile cell contact detail email mail address get hold info information card tell give show'.split(
    ' ',
  ),
);

function withoutWays(words: Set<string>): Set<string> {
  return new Set([...words].filter((word) => !ways.has(word)));
}

const newestPlace = (notes: Note[]): Note | undefined => newest(notes.filter(({ kind }) => kind === 'place'));

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

const isWithin = (some: Set<string>, all: Set<string>): boolean => [...some].every((word) => all.has(word));

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word)).map((word) => word.replace(/(?<=...)s$/, '')));
}
