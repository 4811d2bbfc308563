import { count, inWords, linesOf, list, longestQuote, lostTitle, short } from './wording.ts';

export interface Note {
  kind: 'place' | 'person' | 'fact';
  name?: string;
  text?: string;
  latitude?: number;
  longitude?: number;
  /** It has a picture: to be fetched still, kept, or not to be had. */
  picture?: 'waiting' | 'kept' | 'lost';
}

const mostNames = 5;
/** A note in one line. */
const noteName = ({ kind, name, text, picture }: Note): string =>
  short((kind === 'fact' ? text : (name ?? text)) ?? (picture ? 'a picture' : 'a place'));
/** Kept without a word about it, a picture tells nothing more. */
const toldOf = (text: string | undefined): string =>
  text ? `You told me: ${text}` : 'You sent me a picture';

/** Answers about what is to be remembered, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const noteReplies = {
  noteMissing: () => 'What should I remember? For example: remember that my locker is 42',
  /** Of several cards at once: the names of the first, and how many more. */
  notedPeople: (names: string[]) => {
    const shown = names.slice(0, mostNames).map((name) => short(name, longestQuote));
    const more = names.length - shown.length;
    return `I'll remember how to reach ${inWords(more > 0 ? [...shown, `${more} more`] : shown)}`;
  },
  noted: ({ kind, name, text }: Note) =>
    kind === 'place'
      ? `I'll remember this place${name ? `: ${short(name)}` : ''}. Ask me "${name ? `where is ${short(name)}` : 'where did I park'}?" to get it back.`
      : `I'll remember ${kind === 'person' ? `how to reach ${short(name ?? lostTitle)}` : `that: ${short(text ?? '')}`}`,
  /** @param before what it took the place of */
  notedInstead: ({ text }: Note, before: Note) =>
    `I'll remember that: ${short(text ?? '')}. Before, you told me: ${noteName(before)}`,
  notedPicture: ({ text }: Note) => `I'll keep this picture for you${text ? `: ${short(text)}` : ''}`,
  notedPictureInstead: ({ text }: Note) =>
    `I'll keep this picture for you in place of the one before${text ? `: ${short(text)}` : ''}`,
  /** @param most how many one person can have */
  picturesFull: (most: number) =>
    `I can keep no more pictures for you: ${most} is the most. Have me forget one that you need no more, and send this one again.`,
  noteName,
  noteList: (notes: Note[]) =>
    list(
      'This is what I remember:',
      notes.map(
        (note, at) => `${at + 1}. ${noteName(note)}${note.picture && note.text ? ' (with its picture)' : ''}`,
      ),
    ),
  noNotes: () =>
    'You have not asked me to remember anything. To have me keep something, say: remember that my locker is 42',
  forgotten: (note: Note) => `I forgot this: ${noteName(note)}`,
  forgetAll: (notes: number) =>
    notes === 1
      ? 'Shall I forget the only thing that I remember for you?'
      : `Shall I forget all ${notes} things that I remember for you?`,
  forgotAll: (notes: number) => `I forgot everything: ${count(notes, 'thing')}.`,
  recalled: ({ kind, name, text, latitude, longitude }: Note) =>
    linesOf(
      kind === 'fact' ? toldOf(text) : (name ?? 'The place you sent me'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  /** The caption of the picture. */
  recalledPicture: ({ text }: Note) => (text ? `Here is your picture: ${text}` : 'Here is your picture'),
  pictureNotHereYet: ({ text }: Note) =>
    `${toldOf(text)}. ${text ? 'Its picture' : 'It'} is not here yet: ask me again in a moment.`,
  pictureLost: ({ text }: Note) =>
    `${toldOf(text)}. I could not keep ${text ? 'its picture' : 'it'}: WhatsApp did not give it to me.`,
  /** The caption where the words about it are a message of their own. */
  pictureAlone: () => 'The picture',
  nothingNoted: (asked: string) =>
    `I know nothing about that: ${short(asked)}. To have me keep something, say: remember that my locker is 42`,
};
