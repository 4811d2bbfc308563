import { count, inWords, linesOf, list, longestQuote, lostTitle, short } from './wording.ts';

export interface Note {
  kind: 'place' | 'person' | 'fact';
  name?: string;
  text?: string;
  latitude?: number;
  longitude?: number;
}

const mostNames = 5;
/** A note in one line. */
const noteName = ({ kind, name, text }: Note): string =>
  short((kind === 'fact' ? text : (name ?? text)) ?? 'a place');

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
  noteName,
  noteList: (notes: Note[]) =>
    list(
      'This is what I remember:',
      notes.map((note, at) => `${at + 1}. ${noteName(note)}`),
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
      kind === 'fact' ? `You told me: ${text ?? ''}` : (name ?? 'The place you sent me'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  nothingNoted: (asked: string) =>
    `I know nothing about that: ${short(asked)}. To have me keep something, say: remember that my locker is 42`,
};
