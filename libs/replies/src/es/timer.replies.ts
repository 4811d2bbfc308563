import type { timerReplies as english, ToldTimer } from '../en/timer.replies.ts';
import { withDue } from './reminder.replies.ts';
import { count, example, linesOf, list, quoted, short } from './wording.ts';

const bareName = (title: string): string => short(title).replace(/^(?:the|my) /i, '');
/** "el temporizador «pasta»", "tu temporizador" */
const named = (title: string | undefined): string =>
  title ? `el temporizador ${quoted(bareName(title))}` : 'tu temporizador';
const lineOf = ({ title, left }: ToldTimer): string =>
  `• ${title ? short(title) : 'sin nombre'}: quedan ${left}`;

/** Answers about timers, and what is said when one ends, in Spanish. */
export const timerReplies: typeof english = {
  timerDone: (title, due) =>
    withDue(title ? `Temporizador: ${title} está listo` : 'Temporizador: se acabó el tiempo', due),
  timerIsDone: (title) => `${named(title)} ha terminado`,
  timerName: named,
  timeLeft: (left) => `quedan ${left}`,
  timerSet: (title, length, end) =>
    linesOf(`Temporizador puesto, ${length}${title ? `: ${short(title)}` : ''}`, `Termina ${end}.`),
  timerLengthMissing: (title) =>
    `¿Para cuánto tiempo pongo ${title ? named(title) : 'el temporizador'}? Por ejemplo: ${example('10 minutos', '10 minutes')}`,
  timerOver: (title) =>
    `No he puesto ningún temporizador, porque ${named(title)} ya habría terminado. ¿Para cuánto tiempo lo pongo?`,
  timerMoreMissing: () => `¿Cuánto tiempo añado? Por ejemplo: ${example('5 minutos', '5 minutes')}`,
  timerExtended: (title, left, end) => linesOf(`Quedan ${left}: ${named(title)}`, `Termina ${end}.`),
  timerAgain: (title, time) => `Bien, ${named(title)} sonará otra vez ${time}.`,
  noTimers: () =>
    `No hay ningún temporizador en marcha. Para poner uno, di: ${example('pon un temporizador de 10 minutos', 'set a timer for 10 minutes')}`,
  timerList: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Quedan ${only.left}: ${named(only.title)}`
      : list('Tus temporizadores:', timers.map(lineOf));
  },
  timersStopped: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Parado: ${named(only.title)}, quedaban ${only.left}`
      : list(`${count(timers.length, 'temporizador parado', 'temporizadores parados')}:`, timers.map(lineOf));
  },
  timerNotPaused: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `No puedo pausar un temporizador, pero sí pararlo o alargarlo. Quedan ${only.left}: ${named(only.title)}`
      : list('No puedo pausar temporizadores, pero sí pararlos o alargarlos:', timers.map(lineOf));
  },
  timerUnknown: (title, timers) =>
    list(
      `No he encontrado ese temporizador${title ? `: ${quoted(short(title))}` : ''}. Están en marcha:`,
      timers.map(lineOf),
    ),
  timerButtons: () => [
    { title: '1 minuto más', minutes: 1 },
    { title: '5 minutos más', minutes: 5 },
  ],
};
