import { Injectable } from '@nestjs/common';

import { type NewNote, type Note, NoteStore, type Subject, type Transaction } from '#data';
import { longestTaskList, replies } from '#replies';

import { isSameFact, isWithin, noteWords, textOf } from './note-words.ts';
import { isAboutParking, newest, newestParking } from './parking.ts';
import { PictureNotes } from './picture-notes.ts';
import { TargetFinder } from './target-finder.ts';
import type { Done, Option, Request } from './understood.ts';

/** What people want kept, and ask for later. */
@Injectable()
export class NoteActions {
  constructor(
    private readonly notes: NoteStore,
    private readonly targets: TargetFinder,
    private readonly pictures: PictureNotes,
  ) {}

  async remember(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, keeps = [] } = request;
    if (action.picture) return this.pictures.remember(tx, request, action.picture);
    const shown = await this.pictures.shownBefore(tx, request);
    if (shown) return shown;
    if (keeps.length === 0 && !action.title) return { reply: replies.noteMissing(), isUnfinished: true };
    const notes = keeps.length > 0 ? keeps : [{ kind: 'fact' as const, text: action.title }];
    const [only] = notes;
    const earlier = only && notes.length === 1 ? await this.#earlier(tx, contactId, only) : undefined;
    if (earlier?.text !== undefined && earlier.text.toLowerCase() === only?.text?.toLowerCase())
      return { reply: replies.noted(only), about: [aboutNote(earlier)] };
    if (earlier && only) {
      await this.notes.replace(tx, contactId, earlier.id, only);
      return { reply: replies.notedInstead(only, earlier), about: [aboutNote(earlier)] };
    }
    const ids = await Promise.all(notes.map((note) => this.notes.add(tx, contactId, note)));
    const names = notes.flatMap(({ kind, name }) => (kind === 'person' && name ? [name] : []));
    const others = notes.filter(({ kind, name }) => kind !== 'person' || !name);
    const people = names.length > 0 ? [replies.notedPeople(names)] : [];
    const about = ids.map((id) => aboutNote({ id }));
    return { reply: [...others.map((note) => replies.noted(note)), ...people].join('\n'), about };
  }

  async recall(tx: Transaction, request: Request): Promise<Done> {
    const asked = request.action.title ?? request.action.words;
    const notes = await this.#list(tx, request.contactId);
    if (request.action.title === undefined && ASKS_ALL.test(asked)) return everything(notes);
    const isParking = isAboutParking(`${request.action.words} ${asked}`);
    const found =
      (isParking ? newestParking(notes, asked) : undefined) ??
      bestMatch(notes, asked) ??
      (isAboutPlace(asked) ? newestPlace(notes) : undefined);
    if (found) return this.pictures.recalled(found);
    return { reply: replies.nothingNoted(asked) };
  }

  /** The answer to a question, or to "show me …", that a note has every word of; undefined when there is none. */
  async answer(tx: Transaction, request: Request): Promise<Done | undefined> {
    const note = await this.found(tx, request);
    return note && this.tell(note);
  }

  tell(note: Note): Done {
    return this.pictures.recalled(note);
  }

  /** The note that has every word of a question, or of "show me …". */
  async found(tx: Transaction, { contactId, action }: Request): Promise<Note | undefined> {
    const shown = SHOW.exec(action.words)?.groups?.what;
    if (shown === undefined && !QUESTION.test(action.words)) return undefined;
    const asked = shown ?? action.words;
    const wanted = noteWords(asked);
    const notes = await this.#list(tx, contactId);
    const isAnyPicture = shown !== undefined && ANY_PICTURE.test(shown);
    const last = isAnyPicture ? newest(notes.filter(({ picture }) => picture !== undefined)) : undefined;
    if (last) return last;
    const found = bestMatch(notes, asked);
    const known = noteWords(textOf(found ?? {}));
    const named = found?.kind === 'person' ? withoutWays(wanted) : wanted;
    return found && named.size > 0 && isWithin(named, known) ? found : undefined;
  }

  /** All of them only after a yes. */
  async forget(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, isConfirmed } = request;
    const { title, all } = action;
    if (all) {
      const count = await this.notes.count(tx, contactId);
      if (count === 0) return { reply: replies.noNotes() };
      if (!isConfirmed) return { reply: replies.forgetAll(count), asksFirst: true };
      await this.notes.removeAll(tx, contactId);
      return { reply: replies.forgotAll(count) };
    }
    const notes = (await this.#list(tx, contactId)).toSorted(byNewest);
    const pool = title === undefined || request.picked ? notes : meantBy(notes, title);
    const { found, answer } = {
      answer: undefined,
      ...(await this.targets.find(
        tx,
        request,
        'note',
        // Notes have no titles: those in the pool go by what was said.
        pool.map((note) => ({ ...note, title: title ?? textOf(note) })),
        (note) => optionOf(note),
      )),
    };
    if (!found)
      return answer ?? { reply: title === undefined ? replies.noNotes() : replies.nothingNoted(title) };
    await this.notes.remove(tx, contactId, found.id);
    return { reply: replies.forgotten(found) };
  }

  /** The fact that a new one takes the place of. */
  async #earlier(tx: Transaction, contactId: string, note: NewNote): Promise<Note | undefined> {
    const { kind, text } = note;
    if (kind !== 'fact' || text === undefined) return undefined;
    const facts = await this.notes.list(tx, contactId, 'fact');
    return facts.find((fact) => fact.text !== undefined && isSameFact(text, fact.text));
  }

  async #list(tx: Transaction, contactId: string): Promise<Note[]> {
    const kinds = ['fact', 'person', 'place'] as const;
    return (await Promise.all(kinds.map((kind) => this.notes.list(tx, contactId, kind)))).flat();
  }
}

const aboutNote = ({ id }: { id: string }): Subject => ({ kind: 'note', id });
const byNewest = (one: Note, other: Note): number => other.keptAt.getTime() - one.keptAt.getTime();
const optionOf = (note: Note): Omit<Option, 'subject'> => ({ words: replies.noteName(note) });

/** "what do you remember", "show my notes": about nothing in particular. */
const ASKS_ALL = /\b(?:remember(?:ed)?|notes?|noted|kept|saved|told|tell)\b/i;

function everything(notes: Note[]): Done {
  if (notes.length === 0) return { reply: replies.noNotes() };
  const ordered = notes.toSorted(byNewest);
  return { reply: replies.noteList(ordered), about: ordered.slice(0, longestTaskList).map(aboutNote) };
}

/** Those that have all words of the title, or else the one that says where something is parked. */
function meantBy(notes: Note[], title: string): Note[] {
  const wanted = noteWords(title);
  const having = notes.filter((note) => wanted.size > 0 && isWithin(wanted, noteWords(textOf(note))));
  const parking = having.length === 0 && isAboutParking(title) ? newestParking(notes, title) : undefined;
  return parking ? [parking] : having;
}

const SHOW =
  /^(?:(?:please|pls|hey|can you|could you|would you)[ ,]+)*(?:show|send|give|get|find|bring up|pull up|open)(?: me)?(?: (?:the|a|my|that) (?:picture|photo|image|pic)s?(?: (?:of|with|from|for))?)? (?<what>.+)$/i;
const ANY_PICTURE = /^(?:the|my|that|this)(?: last| latest)? (?:picture|photo|image|pic)\W*$/i;
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
  const wanted = noteWords(asked);
  const scored = notes
    .map((note) => {
      const words = noteWords(textOf(note));
      return { note, score: [...wanted].filter((word) => words.has(word)).length };
    })
    .filter(({ score }) => score > 0);
  return scored.toSorted(
    (one, other) => other.score - one.score || other.note.keptAt.getTime() - one.note.keptAt.getTime(),
  )[0]?.note;
}
