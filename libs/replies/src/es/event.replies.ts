import type { eventReplies as english, Occurrence, Reminders } from '../en/event.replies.ts';
import { bold, count, example, inWords, linesOf, list, lostTitle, quoted, short, soFar } from './wording.ts';

export const eventLine = ({ title, time, place }: Occurrence): string =>
  `• ${time}: ${short(title ?? lostTitle)}${place ? ` (${short(place)})` : ''}`;

/** "1 día", "2 horas", "10 minutos" */
export function leadWords(minutes: number): string {
  for (const [one, other, length] of [
    ['semana', 'semanas', 10_080],
    ['día', 'días', 1_440],
    ['hora', 'horas', 60],
  ] as const) {
    if (minutes >= length && minutes % length === 0) return count(minutes / length, one, other);
  }
  return count(minutes, 'minuto', 'minutos');
}

export const reminderLines = ({
  leadTimes,
  tooLate,
  rings,
  ringsTooLate,
}: Reminders): (string | false | undefined)[] => [
  leadTimes.length > 0 && `Te avisaré ${inWords(leadTimes.map(leadWords))} antes.`,
  tooLate.length > 0 && `Ya es tarde para avisarte ${inWords(tooLate.map(leadWords))} antes.`,
  rings && `Te avisaré ${rings}.`,
  ringsTooLate && `Ya es tarde para avisarte ${ringsTooLate}.`,
];

const mostOverlaps = 3;

/** "Coincide con comida (13:00 a 14:00)." */
export function overlapLine(overlaps: Occurrence[]): string | false {
  const shown = overlaps
    .slice(0, mostOverlaps)
    .map(({ title, time }) => `${short(title ?? lostTitle)} (${time})`);
  const more = overlaps.length - shown.length;
  return shown.length > 0 && `Coincide con ${inWords(more > 0 ? [...shown, `${more} más`] : shown)}.`;
}

/** Answers about the calendar, in Spanish. */
export const eventReplies: typeof english = {
  eventScheduled: ({ title, time, place, repeats, overlaps = [], takesTime, ...reminders }) =>
    linesOf(
      `Evento ${quoted(short(title ?? lostTitle))} programado para ${time}`,
      place && `Lugar: ${short(place)}`,
      repeats && `Se repite ${repeats}`,
      ...reminderLines(reminders),
      overlapLine(overlaps),
      takesTime && `Para ponerle hora, dila sin más, por ejemplo: ${example('a las 11', 'at 11am')}`,
    ),
  eventTitleMissing: (time) =>
    time === undefined
      ? `¿Cómo se llama el evento? Por ejemplo: ${example('dentista el martes que viene a las 15', 'dentist next tuesday at 3pm')}`
      : `¿Cómo se llama el evento? ${soFar(time)}`,
  eventTimeMissing: (title) =>
    `¿Cuándo es ${bold(short(title))}? Dime el día y la hora, por ejemplo: ${example('mañana a las 17', 'tomorrow at 5pm')}`,
  eventInPast: (title, time) =>
    `No he puesto ${short(title)} en tu calendario, porque ${time} ya ha pasado. ¿Qué día y qué hora quieres decir?`,
  eventKnown: ({ title, time, ...reminders }) =>
    linesOf(
      `${quoted(short(title ?? lostTitle))} ya está en tu calendario: ${time}`,
      ...reminderLines(reminders),
    ),
  tooFarAway: () => 'Eso queda demasiado lejos para guardarlo. ¿Qué día quieres decir?',
  tooOften: (minutes) => `Eso es demasiado a menudo: puedo avisarte como mucho cada ${minutes} minutos.`,
  noSuchDate: (date) => `${short(date.replace(/^the /i, ''))} no existe. ¿Qué día quieres decir?`,
  whichTime: (times) => `¿A cuál te refieres: ${short(times)}?`,
  intoNextDay: (times) =>
    `${quoted(short(times))} duraría hasta el día siguiente. ¿De qué hora a qué hora quieres decir?`,
  noSuchTime: (time) => `${quoted(short(time))} no es una hora que conozca. ¿Cuándo quieres decir?`,
  allDay: () => 'todo el día',
  overlapping: (pairs) =>
    list(
      pairs.length === 1 ? 'Dos eventos coinciden:' : `Hay ${pairs.length} coincidencias de eventos:`,
      pairs.map(([one, other]) => `${eventLine(one)} y ${short(other.title ?? lostTitle)} (${other.time})`),
    ),
  noOverlaps: (time, weeks) =>
    time ? `Para ${time} no coincide nada.` : `No coincide nada en las próximas ${weeks} semanas.`,
  noEvents: (time) => (time ? `No hay nada previsto para ${time}.` : 'Tu calendario está vacío.'),
  eventList: (time, events) =>
    list(
      time ? `Tienes ${count(events.length, 'evento', 'eventos')} para ${time}:` : 'Tus próximos eventos:',
      events.map(eventLine),
    ),
  agenda: (time, { events, reminders, tasks }, longest) => {
    const all = [
      ...events.map(eventLine),
      ...reminders.map(({ title, time: at }) => `• Recordatorio ${at}: ${short(title ?? lostTitle)}`),
      ...tasks.map(
        ({ number, title, isOverdue }) =>
          `• Tarea ${number}${isOverdue ? ', vencida' : ''}: ${short(title ?? lostTitle)}`,
      ),
    ];
    return all.length > 0
      ? list(`Tienes ${count(all.length, 'cosa', 'cosas')} para ${time}:`, all, longest)
      : `No hay nada previsto para ${time}.`;
  },
};
