import type { fileReplies as english, SentThing } from '../en/file.replies.ts';

/** With its article, as the subject of a sentence and as its object. */
const names: Record<SentThing, [subject: string, object: string]> = {
  picture: ['dein Bild', 'dein Bild'],
  recording: ['deine Aufnahme', 'deine Aufnahme'],
  voice: ['deine Sprachnachricht', 'deine Sprachnachricht'],
  video: ['dein Video', 'dein Video'],
  document: ['dein Dokument', 'dein Dokument'],
  sticker: ['dein Sticker', 'deinen Sticker'],
  location: ['dein Standort', 'deinen Standort'],
  card: ['deine Kontaktkarte', 'deine Kontaktkarte'],
  order: ['deine Bestellung', 'deine Bestellung'],
  form: ['dein Formular', 'dein Formular'],
  poll: ['deine Umfrage', 'deine Umfrage'],
  message: ['deine Nachricht', 'deine Nachricht'],
};
const subject = (thing: SentThing): string => names[thing][0].replace(/^d/, 'D');
const object = (thing: SentThing): string => names[thing][1];

/** Answers to messages, or parts of them, that have no words to act on, in German. */
export const fileReplies: typeof english = {
  fileNotPassedOn: (thing) =>
    `WhatsApp konnte ${object(thing)} nicht weitergeben. Bitte schick das noch einmal, wenn es kleiner als 100 MB ist.`,
  editNotPassedOn: () =>
    'WhatsApp zeigt mir Änderungen an einer Nachricht nicht. Bitte schick mir die Änderung als neue Nachricht.',
  kindNotPassedOn: (thing) =>
    `WhatsApp hat ${thing === 'message' ? 'das, was du geschickt hast,' : object(thing)} nicht weitergegeben, weil ich so etwas nicht bekommen kann. Bitte schreib es mir.`,
  fileTooBig: (thing, megabytes) =>
    `${subject(thing)} ist größer als die ${megabytes.toLocaleString('de')} MB, die ich annehmen kann. Bitte schick mir etwas Kleineres, oder schreib es mir.`,
  fileTooLong: (thing) =>
    `${subject(thing)} ist länger als die 15 Minuten, die ich anhören kann. Bitte schick mir etwas Kürzeres, oder schreib es mir.`,
  fileOfWrongType: (thing) =>
    `${subject(thing)} hat ein Format, das ich nicht öffnen kann. Bitte schick es anders, oder schreib es mir.`,
  fileGone: (thing) =>
    `${subject(thing)} war nicht mehr da, als ich danach sah. Bitte schick das noch einmal.`,
  fileDamaged: (thing) => `${subject(thing)} ist nicht vollständig angekommen. Bitte schick das noch einmal.`,
  fileUnreachable: (thing) =>
    `Ich konnte ${object(thing)} nicht von WhatsApp abholen. Bitte schick das später noch einmal.`,
  nothingHeard: (thing) =>
    `Ich höre nichts, wenn ich ${object(thing)} abspiele. Bitte sag es noch einmal, oder schreib es mir.`,
  nothingReadIn: (thing) =>
    `Ich habe ${object(thing)} angesehen und nichts zu lesen gefunden. Bitte schreib mir, worum es geht.`,
  fileReadLater: (thing) =>
    `Ich kann ${object(thing)} gerade nicht auswerten. Ich versuche es später noch einmal und antworte dann. Wenn es eilt, schreib es mir bitte.`,
  fileGivenUp: (thing, isSound) =>
    `Ich konnte ${object(thing)} leider doch nicht ${isSound ? 'anhören' : 'lesen'}. Bitte schreib es mir.`,
  fileOfNoUseHere: (thing) => `Ich kann ${object(thing)} hier nicht auswerten. Bitte schreib es mir.`,
  fileOfNoUseYet: (thing) => `Ich kann ${object(thing)} noch nicht auswerten. Bitte schreib es mir.`,
};
