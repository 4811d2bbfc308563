import type { ChangedEvent, eventChangeReplies as english } from '../en/event-change.replies.ts';
import type { Occurrence } from '../en/event.replies.ts';
import { eventLine, leadWords, overlapLine, reminderLines } from './event.replies.ts';
import { example, inWords, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const named = (title: string | undefined): string => quoted(short(title ?? lostTitle));
const line = ({ title, time }: Occurrence): string => `• ${short(title ?? lostTitle)}: ${time}`;

/** What a change did, the time first. */
function changeWords({ title, newTitle, place, time, isMoved }: ChangedEvent): string {
  if (time !== undefined)
    return `Evento ${named(newTitle ?? title)} ${isMoved ? 'movido: ahora es' : 'ahora es'} ${time}`;
  if (newTitle !== undefined) return `El evento ${named(title)} ahora se llama ${named(newTitle)}`;
  return place === undefined
    ? `Evento ${named(title)} cambiado`
    : `El evento ${named(title)} ahora es en ${short(place)}`;
}

/** Answers about events that change, and about free time, in Spanish. */
export const eventChangeReplies: typeof english = {
  eventSilenced: (title) => `Bien, no habrá recordatorio de ${named(title)}.`,
  lostTitle: () => lostTitle,
  eventChanged: (changed) => {
    const { place, newTitle, time, repeats, tooLate, overlaps } = changed;
    const saysPlace = time === undefined && newTitle === undefined;
    return linesOf(
      changeWords(changed),
      place !== undefined && !saysPlace && `Lugar: ${short(place)}`,
      repeats && `Se repite ${repeats}`,
      ...reminderLines({ leadTimes: [], tooLate }),
      overlapLine(overlaps),
    );
  },
  newNameMissing: (title) => `¿Cómo debe llamarse ${named(title)} ahora?`,
  eventTimeUnclear: (title) =>
    `¿Cuándo debe ser ${named(title)}? Dime el día y la hora, por ejemplo: ${example('el viernes a las 15', 'friday at 3pm')}`,
  eventMovedIntoPast: (title, time) =>
    `No he movido ${named(title)}, porque ${time} ya ha pasado. ¿Cuándo debe ser entonces?`,
  eventUnknown: (title, near, time) => {
    const none =
      title === undefined
        ? 'No he encontrado ese evento'
        : `No he encontrado ningún evento llamado ${named(title)}`;
    const head = `${none}${time ? ` para ${time}` : ' en tu calendario'}.`;
    return near.length === 0 ? head : list(`${head} Tus próximos eventos:`, near.map(eventLine));
  },
  oneOrAll: (title, repeats, day) => `¿Solo el ${day}, o todos? ${named(title)} se repite ${short(repeats)}.`,
  onlyOn: (day) => `Solo el ${day}`,
  allOfThem: () => 'Todos',
  noInvitations: (newTitle) =>
    `No puedo enviar invitaciones. Para anotar quién viene, escribe ${example(`llámalo ${short(newTitle)}`, `rename it to ${short(newTitle)}`)}`,
  eventCancelled: ({ title, time }) => `Evento ${named(title)} cancelado: ${time}`,
  eventsCancelled: (events) =>
    events[0] && events.length === 1
      ? eventChangeReplies.eventCancelled(events[0])
      : list(`${events.length} eventos cancelados:`, events.map(line)),
  cancelAll: (events) =>
    events[0] && events.length === 1
      ? `¿Cancelo ${named(events[0].title)}, ${events[0].time}?`
      : list(`¿Cancelo estos ${events.length} eventos?`, events.map(line)),
  eventSkipped: (title, times) =>
    times.length === 1
      ? `Evento ${named(title)} cancelado solo esta vez: ${times[0]}`
      : list(
          `Evento ${named(title)} cancelado ${times.length} veces:`,
          times.map((time) => `• ${time}`),
        ),
  eventPaused: (title, until, next) =>
    linesOf(`Evento ${named(title)} en pausa hasta ${until}.`, next && `La próxima vez es ${next}.`),
  eventEnded: (title, time) => `Evento ${named(title)} cancelado del todo, desde ${time}`,
  eventNothingBefore: (title) => `${named(title)} no tiene lugar antes de eso, así que no he cambiado nada.`,
  eventNothingAfter: (title) => `${named(title)} no tiene lugar después de eso, así que no he cambiado nada.`,
  eventAt: ({ title, time, place }, others) =>
    linesOf(
      `${short(title ?? lostTitle)}: ${time}${place ? ` (${short(place)})` : ''}`,
      others.length > 0 && `Después ${inWords(others.map((other) => other.time))}`,
    ),
  free: (time, beside) =>
    beside.length === 0
      ? `Sí, estás libre: no hay nada previsto para ${time}.`
      : list(`Sí, estás libre. Para ${time} solo hay:`, beside.map(eventLine)),
  notFree: (time, events) => list(`No, ya hay algo previsto para ${time}:`, events.map(eventLine)),
  freeTimes: (minutes, [first = '', ...others]) =>
    others.length === 0
      ? `Estás libre ${first}.`
      : list(
          `Estás libre ${first}. Otros ratos de al menos ${leadWords(minutes)}:`,
          others.map((time) => `• ${time}`),
        ),
  noFreeTime: (minutes, time) =>
    `No tienes ${leadWords(minutes)} libres entre las 9 y las 18${time ? `: ${time}` : ' en los próximos 7 días'}.`,
};
