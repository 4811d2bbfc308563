import type { documentReplies as english } from '../en/document.replies.ts';
import { count, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const events = (number: number): string => count(number, 'evento', 'eventos');

/** What is said about files that people get, in Spanish. They are captions: at most 1,024 characters. */
export const documentReplies: typeof english = {
  addToPhone: () => 'Añadir al móvil',
  calendarFile: (number) =>
    `Aquí tienes tu calendario con ${events(number)}. Abre el archivo para añadirlo a cualquier aplicación de calendario.`,
  eventFile: (titles) =>
    titles.length === 1
      ? `Aquí tienes ${quoted(short(titles[0] ?? lostTitle))}. Abre el archivo para añadir el evento al calendario de tu móvil.`
      : `Aquí tienes tus ${titles.length} eventos. Abre el archivo para añadirlos al calendario de tu móvil.`,
  eventsGone: () => 'Eso ya no está en tu calendario.',
  importAll: (all) =>
    list(
      `${events(all.length)}: ¿lo añado todo?`,
      all.map((event) => `• ${event}`),
    ),
  imported: (added, others) =>
    linesOf(
      added > 0 ? `He añadido ${events(added)} a tu calendario.` : 'No había nada nuevo en el archivo.',
      ...others,
    ),
  importOver: (title, time) => `He omitido ${short(title)}: ${time} ya ha pasado.`,
  dataFile: () =>
    'Aquí tienes todo lo que guardo sobre ti: eventos, tareas, recordatorios, notas, mensajes y ajustes. Tu calendario llega en un archivo aparte.',
  dataFileAlone: () =>
    'Aquí tienes todo lo que guardo sobre ti: eventos, tareas, recordatorios, notas, mensajes y ajustes.',
  calendarOfData: () => 'Y este es tu calendario, para cualquier aplicación de calendario.',
};
