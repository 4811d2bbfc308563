import type { ownDataReplies as english } from '../en/own-data.replies.ts';
import { example, linesOf, list, lostTitle, quoted, short } from './wording.ts';

/** What is said when people stop, start again, or leave, in German. */
export const ownDataReplies: typeof english = {
  stopped: (kept) =>
    linesOf(
      'Gestoppt: Ich schreibe dir nicht mehr von mir aus.',
      kept > 0 &&
        (kept === 1
          ? 'Deine Erinnerung bleibt gespeichert, klingelt aber nicht.'
          : `Deine ${kept} Erinnerungen bleiben gespeichert, klingeln aber nicht.`),
      'Wenn du schreibst, antworte ich weiterhin. Um wieder Nachrichten zu bekommen, sag: start',
    ),
  started: (missed) =>
    missed.length === 0
      ? 'Es geht weiter: Deine Erinnerungen klingeln wieder. Du hast in der Zwischenzeit keine verpasst.'
      : list(
          `Es geht weiter: Deine Erinnerungen klingeln wieder. ${missed.length === 1 ? 'Diese hat' : 'Diese haben'} in der Zwischenzeit nicht geklingelt:`,
          missed.map(({ title, time }) => `• ${time}: ${short(title ?? lostTitle)}`),
        ),
  stopNotUndone: (said) =>
    `Ich habe nichts rückgängig gemacht. ${said === 'stop' ? 'Um wieder Nachrichten zu bekommen, sag: start' : 'Damit ich dir nicht mehr von mir aus schreibe, sag: stopp'}`,
  eraseAll: () =>
    `Soll ich alles löschen, was ich über dich gespeichert habe? Deine Termine, Aufgaben, Erinnerungen, Notizen und Nachrichten sind dann endgültig weg: Das lässt sich nicht rückgängig machen. Wenn du vorher eine Kopie möchtest, sag: ${example('gib mir meine Daten', 'export my data')}`,
  erased: () =>
    'Alles, was ich über dich gespeichert hatte, ist gelöscht. Das ist meine letzte Nachricht; wenn du wieder schreibst, fangen wir neu an.',
  notAdmitted: (isByCode) =>
    isByCode
      ? 'Ich bin ein automatischer Assistent für eingeladene Personen. Wenn du ein Codewort hast, schick es mir bitte.'
      : 'Ich bin ein automatischer Assistent, nur für eingeladene Personen. Deshalb kann ich dir hier leider nicht helfen.',
  admitted: () =>
    `Willkommen! Das ist das richtige Wort. Ich bin Handsfree, ein automatischer Assistent. Sag ${quoted(example('Hilfe', 'help'))}, um zu sehen, was ich kann.`,
  willNotRing: () =>
    'Das klingelt nicht, weil du meine Nachrichten gestoppt hast. Um sie wieder zu bekommen, sag: start',
};
