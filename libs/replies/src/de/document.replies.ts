import type { documentReplies as english } from '../en/document.replies.ts';
import { count, linesOf, list, lostTitle, quoted, short } from './wording.ts';

/** What is said about files that people get, in German. They are captions: at most 1,024 characters. */
export const documentReplies: typeof english = {
  addToPhone: () => 'Ins Handy eintragen',
  calendarFile: (events) =>
    `Hier ist dein Kalender mit ${count(events, 'Termin', 'Terminen')}. Öffne die Datei, um ihn in eine Kalender-App deiner Wahl zu übernehmen.`,
  eventFile: (titles) =>
    titles.length === 1
      ? `Hier ist ${quoted(short(titles[0] ?? lostTitle))}. Öffne die Datei, um den Termin in den Kalender deines Handys zu übernehmen.`
      : `Hier sind deine ${titles.length} Termine. Öffne die Datei, um sie in den Kalender deines Handys zu übernehmen.`,
  eventsGone: () => 'Das steht nicht mehr in deinem Kalender.',
  importAll: (events) =>
    list(
      `${count(events.length, 'Termin', 'Termine')}: alle eintragen?`,
      events.map((event) => `• ${event}`),
    ),
  imported: (added, others) =>
    linesOf(
      added > 0
        ? `${count(added, 'Termin', 'Termine')} in deinen Kalender eingetragen.`
        : 'In der Datei war nichts Neues.',
      ...others,
    ),
  importOver: (title, time) => `${short(title)} habe ich weggelassen: ${time} ist schon vorbei.`,
  dataFile: () =>
    'Hier ist alles, was ich über dich gespeichert habe: Termine, Aufgaben, Erinnerungen, Notizen, Nachrichten und Einstellungen. Dein Kalender folgt als eigene Datei.',
  dataFileAlone: () =>
    'Hier ist alles, was ich über dich gespeichert habe: Termine, Aufgaben, Erinnerungen, Notizen, Nachrichten und Einstellungen.',
  calendarOfData: () => 'Und das ist dein Kalender, für jede Kalender-App.',
};
