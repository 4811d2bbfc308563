import type { Note, noteReplies as english } from '../en/note.replies.ts';
import { count, example, inWords, linesOf, list, longestQuote, lostTitle, short } from './wording.ts';

const mostNames = 5;
const noteName = ({ kind, name, text, picture }: Note): string =>
  short((kind === 'fact' ? text : (name ?? text)) ?? (picture ? 'una imagen' : 'un lugar'));
const toldOf = (text: string | undefined): string =>
  text ? `Me dijiste: ${text}` : 'Me enviaste una imagen';
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
  notedPicture: ({ text }) => `Te guardo esta imagen${text ? `: ${short(text)}` : ''}`,
  notedPictureInstead: ({ text }) =>
    `Te guardo esta imagen en lugar de la anterior${text ? `: ${short(text)}` : ''}`,
  picturesFull: (most) =>
    `No puedo guardar más imágenes tuyas: el máximo es ${most}. Pídeme que olvide una que ya no necesites y envíame esta otra vez.`,
  noteName,
  noteList: (notes) =>
    list(
      'Esto es lo que recuerdo:',
      notes.map(
        (note, at) => `${at + 1}. ${noteName(note)}${note.picture && note.text ? ' (con su imagen)' : ''}`,
      ),
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
      kind === 'fact' ? toldOf(text) : (name ?? 'El lugar que me enviaste'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  recalledPicture: ({ text }) => (text ? `Aquí está tu imagen: ${text}` : 'Aquí está tu imagen'),
  pictureNotHereYet: ({ text }) =>
    `${toldOf(text)}. ${text ? 'Su imagen aún' : 'Aún'} no ha llegado: pregúntame otra vez dentro de un momento.`,
  pictureLost: ({ text }) =>
    `${toldOf(text)}. No he podido guardar ${text ? 'su imagen' : 'la imagen'}: WhatsApp no me la ha dado.`,
  pictureAlone: () => 'La imagen',
  nothingNoted: (asked) => `No sé nada de eso: ${short(asked)}. Para que guarde algo, di: ${toKeep()}`,
};
