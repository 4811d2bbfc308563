import type { reminderChangeReplies as english, ToldReminder } from '../en/reminder-change.replies.ts';
import { bold, example, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const named = (title: string | undefined): string => bold(short(title ?? lostTitle));
const line = ({ title, time, repeats }: ToldReminder): string =>
  `• ${short(title ?? lostTitle)}: ${time}${repeats ? `, ${repeats}` : ''}`;

/** Answers about reminders that change, end, or are put off, in Spanish. */
export const reminderChangeReplies: typeof english = {
  reminderDone: (title, more) =>
    linesOf(
      `Hecho: ${named(title)}`,
      more.isStopped && 'Ya no te lo recuerdo más.',
      more.next && `La próxima vez es ${more.next}.`,
    ),
  reminderAgain: (title, time) => `Te lo recordaré otra vez ${time}: ${named(title)}`,
  snoozeUntilWhen: () =>
    `¿Cuándo te lo recuerdo otra vez? Por ejemplo: ${example('en 20 minutos', 'in 20 minutes')}`,
  reminderChanged: (title, time, repeats) =>
    linesOf(`Ahora te lo recordaré ${time}: ${named(title)}`, repeats && `Se repite ${repeats}`),
  reminderChangeMissing: (title) =>
    `¿Qué cambio en el recordatorio ${named(title)}? Por ejemplo: ${example('pásalo a las 18', 'move it to 6pm')}`,
  remindersCancelled: (reminders) => {
    const [only] = reminders;
    return reminders.length === 1 && only
      ? `Cancelado: ${named(only.title)}, ${only.repeats ?? only.time}`
      : list(`${reminders.length} recordatorios cancelados:`, reminders.map(line));
  },
  reminderSkipped: (title, time, next) =>
    linesOf(
      `Omitido: ${named(title)}, ${time}`,
      next ? `La próxima vez es ${next}.` : 'Esa era la última vez.',
    ),
  cancelAllReminders: (reminders) =>
    list(`¿Cancelo los ${reminders.length} recordatorios?`, reminders.map(line)),
  reminderScope: (title, time, repeats) =>
    `¿Solo el de ${time}, o todos (${repeats})? Se trata de ${named(title)}.`,
  onlyThisTime: () => 'Solo esta vez',
  allOfThem: () => 'Todos',
  reminderUnknown: (title, reminders) =>
    list(
      `No he encontrado ese recordatorio${title === undefined ? '' : `: ${quoted(short(title))}`}.${reminders.length > 0 ? ' Tienes:' : ''}`,
      reminders.map(line),
    ),
  reminderGone: () => 'Ese recordatorio ya no existe, así que no he cambiado nada.',
};
