import type { Note, noteReplies as english } from '../en/note.replies.ts';
import { count, example, inWords, linesOf, list, longestQuote, lostTitle, short } from './wording.ts';

const mostNames = 5;
const noteName = ({ kind, name, text, picture }: Note): string =>
  short((kind === 'fact' ? text : (name ?? text)) ?? (picture ? 'ein Bild' : 'ein Ort'));
const toldOf = (text: string | undefined): string =>
  text ? `Du hast mir gesagt: ${text}` : 'Du hast mir ein Bild geschickt';
const toKeep = (): string => example('merk dir: mein Spind ist 42', 'remember that my locker is 42');

/** Answers about what is to be remembered, in German. */
export const noteReplies: typeof english = {
  noteMissing: () => `Was soll ich mir merken? Zum Beispiel: ${toKeep()}`,
  notedPeople: (names) => {
    const shown = names.slice(0, mostNames).map((name) => short(name, longestQuote));
    const more = names.length - shown.length;
    return `Ich merke mir, wie man diese Leute erreicht: ${inWords(more > 0 ? [...shown, `${more} weitere`] : shown)}`;
  },
  noted: ({ kind, name, text }) =>
    kind === 'place'
      ? `Ich merke mir diesen Ort${name ? `: ${short(name)}` : ''}. Um ihn wiederzubekommen, frag mich: ${name ? example(`Wo ist ${short(name)}?`, `where is ${short(name)}?`) : example('Wo habe ich geparkt?', 'where did I park?')}`
      : kind === 'person'
        ? `Ich merke mir, wie man ${short(name ?? lostTitle)} erreicht`
        : `Das merke ich mir: ${short(text ?? '')}`,
  notedInstead: ({ text }, before) =>
    `Das merke ich mir: ${short(text ?? '')}. Vorher hattest du mir gesagt: ${noteName(before)}`,
  notedPicture: ({ text }) => `Ich hebe dieses Bild für dich auf${text ? `: ${short(text)}` : ''}`,
  notedPictureInstead: ({ text }) =>
    `Ich hebe dieses Bild anstelle des vorigen für dich auf${text ? `: ${short(text)}` : ''}`,
  picturesFull: (most) =>
    `Mehr Bilder kann ich für dich nicht behalten: ${most} sind das Höchste. Lass mich eines vergessen, das du nicht mehr brauchst, und schick mir dieses noch einmal.`,
  noteName,
  noteList: (notes) =>
    list(
      'Das habe ich mir gemerkt:',
      notes.map(
        (note, at) => `${at + 1}. ${noteName(note)}${note.picture && note.text ? ' (mit seinem Bild)' : ''}`,
      ),
    ),
  noNotes: () => `Ich sollte mir bisher nichts merken. Damit ich etwas behalte, sag: ${toKeep()}`,
  forgotten: (note) => `Das habe ich vergessen: ${noteName(note)}`,
  forgetAll: (notes) =>
    notes === 1
      ? 'Soll ich das Einzige vergessen, was ich mir für dich gemerkt habe?'
      : `Soll ich alle ${notes} Dinge vergessen, die ich mir für dich gemerkt habe?`,
  forgotAll: (notes) => `Ich habe alles vergessen: ${count(notes, 'Notiz', 'Notizen')}.`,
  recalled: ({ kind, name, text, latitude, longitude }) =>
    linesOf(
      kind === 'fact' ? toldOf(text) : (name ?? 'Der Ort, den du mir geschickt hast'),
      kind !== 'fact' && text,
      latitude !== undefined && `https://maps.google.com/?q=${latitude},${longitude}`,
    ),
  recalledPicture: ({ text }) => (text ? `Hier ist dein Bild: ${text}` : 'Hier ist dein Bild'),
  pictureNotHereYet: ({ text }) =>
    `${toldOf(text)}. ${text ? 'Das Bild dazu' : 'Es'} ist noch nicht hier: Frag mich gleich noch einmal.`,
  pictureLost: ({ text }) =>
    `${toldOf(text)}. ${text ? 'Das Bild dazu' : 'Es'} konnte ich nicht behalten: WhatsApp hat es mir nicht gegeben.`,
  pictureAlone: () => 'Das Bild',
  nothingNoted: (asked) =>
    `Darüber weiß ich nichts: ${short(asked)}. Damit ich etwas behalte, sag: ${toKeep()}`,
};
