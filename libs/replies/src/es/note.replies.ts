import type { Note, noteReplies as english } from '../en/note.replies.ts';
import { count, example, inWords, linesOf, list, longestQuote, lostTitle, short } from './wording.ts';

const mostNames = 5;
const noteName = ({ kind, name, text }: Note): string =>
  short((kind === 'fact' ? text : (name ?? text)) ?? 'un lugar');
const toKeep = (): string => example('recuerda que mi taquilla es la 42', 'remember that my locker is 42');

/** Answers about what is to be remembered, in Spanish. */
export const noteReplies: typeof english = {
  noteMissing: () => `¿Qué quieres que recuerde? Por ejemplo: ${toKeep()}`,
  notedPeople: (names) => {
    const shown = names.slice(0, mostNames).map((name) => short(name, longestQuote));
    const more = names.length - shown.length;
    return `Recordaré cómo contactar con ${inWords(more > 0 ? [...shown, `${more} más`] : shown)}`;
  },
  noted: ({ kind, name, text }) =>
    kind === 'place'
      ? `Recordaré este lugar${name ? `: ${short(name)}` : ''}. Para recuperarlo, pregúntame: ${name ? example(`¿dónde está ${short(name)}?`, `where is ${short(name)}?`) : example('¿dónde he aparcado?', 'where did I park?')}`
      : `Recordaré ${kind === 'person' ? `cómo contactar con ${short(name ?? lostTitle)}` : `esto: ${short(text ?? '')}`}`,
  notedInstead: ({ text }, before) =>
    `Recordaré esto: ${short(text ?? '')}. Antes me habías dicho: ${noteName(before)}`,
  noteName,
  noteList: (notes) =>
    list(
      'Esto es lo que recuerdo:',
      notes.map((note, at) => `${at + 1}. ${noteName(note)}`),
    ),
  noNotes: () => `No me has pedido que recuerde nada. Para que guarde algo, di: ${toKeep()}`,
  forgotten: (note) => `He olvidado esto: ${noteName(note)}`,
  forgetAll: (notes) =>
    notes === 1
      ? '¿Olvido lo único que recuerdo para ti?'
      : `¿Olvido las ${notes} cosas que recuerdo para ti?`,
  forgotAll: (notes) => `Lo he olvidado todo: ${count(notes, 'cosa', 'cosas')}.`,
  recalled: ({ kind, name, text, latitude, longitude }) =>
    linesOf(
      kind === 'fact' ? `Me dijiste: ${text ?? ''}` : (name ?? 'El lugar que me enviaste'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  nothingNoted: (asked) => `No sé nada de eso: ${short(asked)}. Para que guarde algo, di: ${toKeep()}`,
};
