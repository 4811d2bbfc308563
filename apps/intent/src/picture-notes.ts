import { Injectable } from '@nestjs/common';

import { type Note, NotePictureStore, NoteStore, type Transaction } from '#data';
import { replies } from '#replies';
import { type Action, readingSchema } from '#understanding';

import { isSameFact } from './note-words.ts';
import { withPicture } from './picture-wish.ts';
import type { Done, Request } from './understood.ts';

/** Of one person; as many again may wait for what can still be undone. */
export const mostPictures = 100;

/** "remember this", "note that this is my passport": said of what was just sent. */
const OF_THIS = /\bthis(?: (?:is|was|picture|photo|image|pic)\b| ?[:,.!]|$)/i;

/** Notes that have a picture. */
@Injectable()
export class PictureNotes {
  constructor(
    private readonly notes: NoteStore,
    private readonly pictures: NotePictureStore,
  ) {}

  /** Keeps a picture by the words about it, or else by what was read in it; the file itself comes later. */
  async remember(
    tx: Transaction,
    { contactId, action, note: seen }: Request,
    picture: NonNullable<Action['picture']>,
  ): Promise<Done> {
    const { title } = action;
    const facts = title === undefined ? [] : await this.notes.list(tx, contactId, 'fact');
    const earlier = facts.find(({ text = '' }) => isSameFact(title ?? '', text));
    const { noted, all } = await this.pictures.count(tx, contactId);
    const isFull = noted >= mostPictures && earlier?.picture === undefined;
    if (isFull || all >= 2 * mostPictures) return { reply: replies.picturesFull(mostPictures) };
    const pictureId = await this.pictures.add(tx, contactId, picture);
    const note = { kind: 'fact' as const, text: title ?? seen, pictureId };
    if (!earlier) {
      const id = await this.notes.add(tx, contactId, note);
      return { reply: replies.notedPicture({ ...note, text: title }), about: [{ kind: 'note', id }] };
    }
    await this.notes.replace(tx, contactId, earlier.id, note);
    return { reply: instead(note, earlier), about: [{ kind: 'note', id: earlier.id }] };
  }

  /** The same of the picture that the person sent just before they said so; undefined where there is none, or something else is meant. */
  async shownBefore(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { contactId, messageId, action, keeps = [], isAlone } = request;
    if (!isAlone || keeps.length > 0 || !OF_THIS.test(action.words)) return undefined;
    const kept = await this.pictures.readingBefore(tx, contactId, messageId);
    if (kept === undefined) return undefined;
    const { picture, summary } = readingSchema.safeParse(JSON.parse(kept)).data ?? {};
    if (!picture) return undefined;
    return this.remember(tx, { ...request, action: withPicture(action, picture), note: summary }, picture);
  }

  /** The answer to a question for it, which brings the picture. */
  recalled(note: Note): Done {
    const about: Done['about'] = [{ kind: 'note', id: note.id }];
    const { picture, pictureId } = note;
    if (picture === 'kept' && pictureId !== undefined) {
      return { reply: replies.recalledPicture(note), documents: [{ kind: 'picture', pictureId }], about };
    }
    if (picture === 'waiting') return { reply: replies.pictureNotHereYet(note), about };
    return { reply: picture === 'lost' ? replies.pictureLost(note) : replies.recalled(note), about };
  }
}

function instead(note: Pick<Note, 'kind' | 'text'>, earlier: Note): string {
  if (note.text?.toLowerCase() !== earlier.text?.toLowerCase()) return replies.notedInstead(note, earlier);
  return earlier.picture === undefined ? replies.notedPicture(note) : replies.notedPictureInstead(note);
}
