import type { preferenceReplies as english } from '../en/preference.replies.ts';
import { leadWords } from './event.replies.ts';
import { count, example, inWords, linesOf, lostTitle, short } from './wording.ts';

const leads = (minutes: number[]): string => inWords(minutes.map(leadWords));
const tenOfFour = (isDayFirst: boolean): string =>
  `10/4 es el ${isDayFirst ? '10 de abril' : '4 de octubre'}`;
/** "las 17:00", "la 1:00" */
const clock = (time: string): string => `${time.startsWith('1:') ? 'la' : 'las'} ${time}`;

/** Answers about how we work for a person, in Spanish. */
export const preferenceReplies: typeof english = {
  zoneSet: (city, time, more) =>
    [
      `Ahora sigo para ti la hora de ${city}: es ${time}.`,
      more?.back && `Hasta el ${more.back.day}; después, otra vez la hora de ${more.back.city}.`,
      !more?.isSame &&
        (more?.isFollowed
          ? 'El momento de tus eventos no cambia; lo que se repite sigue la hora local.'
          : 'El momento de tus eventos no cambia.'),
    ]
      .filter(Boolean)
      .join(' '),
  askZone: (city) =>
    `Por ahora sigo la hora de ${city}. Si no es la tuya, dime sin más tu ciudad, tu estado o tu zona horaria.`,
  zoneStays: (times, more) =>
    linesOf(
      'Según ese reloj:',
      ...times.map(({ title, time }) => `• ${short(title ?? lostTitle)}: ${time}`),
      more > 0 && `… y ${more} más`,
      `Si querías otra hora, di por ejemplo: ${example(`pasa ${short(times[0]?.title ?? 'eso', 40)} a las 15:00`, `move ${short(times[0]?.title ?? 'it', 40)} to 3pm`)}`,
    ),
  morningMissing: () =>
    `¿Cuándo empieza tu mañana? Por ejemplo: ${example('mi mañana empieza a las 7:30', 'my morning is 7:30')}`,
  morningSet: (time) => `Desde ahora tu mañana empieza a ${clock(time)}.`,
  dateOrderSet: (isDayFirst) => `Bien, desde ahora ${tenOfFour(isDayFirst)}.`,
  weekStartSet: (day) => `Desde ahora tus semanas empiezan el ${day}.`,
  usualLeadMissing: () =>
    `¿Cuánto antes de tus eventos te aviso? Por ejemplo: ${example('avísame siempre una hora antes', 'remind me an hour before everything')}`,
  usualLeadSet: (minutes) =>
    minutes.length > 0
      ? `Desde ahora te avisaré ${leads(minutes)} antes de cada evento.`
      : 'Bien, no te aviso más antes de los eventos, salvo que me lo pidas.',
  quietSet: (quiet) =>
    quiet
      ? `Horas de silencio: de ${quiet.from} a ${quiet.until}. En ese tiempo solo suena lo que tú pongas a una de esas horas.`
      : 'Bien, sin horas de silencio: puedo escribirte a cualquier hora.',
  agendaSet: (time, preview, startsTomorrow) =>
    `${startsTomorrow ? 'A partir de mañana te' : 'Te'} enviaré tu agenda cada día a ${clock(time)}, salvo que no haya nada.\nLos domingos a ${clock(preview)} recibes un vistazo a la semana.`,
  agendaStopped: () => 'Bien, ya no te envío tu agenda.',
  noAgenda: () =>
    `No recibes ninguna agenda. Para recibirla, di: ${example('envíame mi agenda cada mañana a las 7', 'send me my agenda every morning at 7')}`,
  agendaIsThere: () => 'tu agenda de hoy está lista',
  previewIsThere: () => 'tu vistazo a la semana está listo',
  knownOfPerson: ({ kept, city, isCityCertain, away, ...habits }) =>
    linesOf(
      `Guardo para ti ${inWords([
        count(kept.events, 'evento', 'eventos'),
        count(kept.tasks, 'tarea', 'tareas'),
        count(kept.reminders, 'recordatorio', 'recordatorios'),
        count(kept.notes, 'nota', 'notas'),
      ])}.`,
      `• Zona horaria: ${city}${isCityCertain ? '' : ', supuesta por tu número de teléfono'}${away ? `, hasta el ${away.day}; después ${away.city}` : ''}`,
      habits.morning && `• Tu mañana empieza a ${clock(habits.morning)}`,
      habits.dayFirst !== undefined && `• ${tenOfFour(habits.dayFirst)}`,
      habits.weekStart && `• Las semanas empiezan el ${habits.weekStart}`,
      habits.leadTimes === undefined
        ? '• Avisos: 15 minutos antes de cada evento'
        : habits.leadTimes.length > 0
          ? `• Avisos: ${leads(habits.leadTimes)} antes de cada evento`
          : '• Avisos antes de los eventos: ninguno',
      habits.quiet
        ? `• Horas de silencio: de ${habits.quiet.from} a ${habits.quiet.until}`
        : '• Horas de silencio: ninguna',
      habits.agenda ? `• Agenda: cada día a ${clock(habits.agenda)}` : '• Agenda: no la recibes',
      `Para cambiar algo, dilo sin más, por ejemplo: ${example('horas de silencio de 23 a 6', 'quiet hours 11pm to 6am')}`,
    ),
};
