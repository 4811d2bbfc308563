import type { reminderReplies as english } from '../en/reminder.replies.ts';
import { bold, example, linesOf, list, longestMessage, lostTitle, short, soFar } from './wording.ts';

export function withDue(words: string, due: string | undefined): string {
  const note = due === undefined ? '' : `\nTocaba ${due}.`;
  return short(words, longestMessage - note.length) + note;
}

/** Answers about reminders, and the reminders themselves, in Spanish. */
export const reminderReplies: typeof english = {
  reminderSet: (title, time, more) =>
    linesOf(
      `Te lo recordaré ${time}: ${bold(short(title))}`,
      more?.repeats && `Se repite ${more.repeats}`,
      more?.untilDone && 'Te lo seguiré recordando durante el día hasta que digas que está hecho.',
    ),
  reminderKnown: (title, time, more) =>
    linesOf(
      `Ese recordatorio ya está puesto, ${time}: ${bold(short(title))}`,
      more?.repeats && `Se repite ${more.repeats}`,
      more?.untilDone && 'Te lo seguiré recordando durante el día hasta que digas que está hecho.',
    ),
  afterDone: (length) => `${length} después de cada vez que lo hagas`,
  reminderTimeMissing: (title) =>
    `¿A qué hora te lo recuerdo: ${bold(short(title))}? Por ejemplo: ${example('mañana a las 17', 'tomorrow at 5pm')}`,
  reminderPlaceUnseen: (title) =>
    `No puedo saber dónde estás. ¿A qué hora te lo recuerdo: ${bold(short(title))}? Por ejemplo: ${example('mañana a las 17', 'tomorrow at 5pm')}`,
  reminderInPast: (title, time) =>
    `No he puesto ningún recordatorio para ${short(title)}, porque ${time} ya ha pasado. ¿Cuándo te lo recuerdo entonces?`,
  reminderTitleMissing: (time) =>
    time === undefined
      ? `¿Qué te recuerdo? Por ejemplo: ${example('recuérdame llamar a mamá mañana a las 17', 'remind me to call mom tomorrow at 5pm')}`
      : `¿Qué te recuerdo? ${soFar(time)}`,
  reminderDue: (title, due, event) =>
    withDue(
      title === undefined
        ? 'Recordatorio: es la hora de algo que querías recordar, pero ya no puedo leer qué era. ¡Lo siento!'
        : `Recordatorio: ${title}${event === undefined ? '' : `, ${event}`}`,
      due,
    ),
  reminderButtons: () => [
    { title: 'Hecho' },
    { title: '10 minutos', minutes: 10 },
    { title: '1 hora', minutes: 60 },
  ],
  lostReminder: () => 'algo que ya no puedo leer (¡lo siento!)',
  noReminders: () => 'No tienes recordatorios.',
  reminderList: (reminders) =>
    list(
      'Tus recordatorios:',
      reminders.map(
        ({ title, time, repeats }) =>
          `• ${short(title ?? lostTitle)}: ${time}${repeats ? `, ${repeats}` : ''}`,
      ),
    ),
};
