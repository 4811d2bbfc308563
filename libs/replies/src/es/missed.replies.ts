import type { missedReplies as english } from '../en/missed.replies.ts';
import { bold, capitalised, count, linesOf, list, lostTitle, short } from './wording.ts';

type Told = Parameters<typeof english.reminded>[0][number];

const called = (title: string | undefined): string =>
  title === '' ? 'tu temporizador' : short(title ?? lostTitle);
const line = (one: Told): string => `• ${called(one.title)}: ${one.rang}, ${cameSoFar(one)}`;

/** The answers to what was missed, and whether a reminder came, in Spanish. */
export const missedReplies: typeof english = {
  duringToday: () => 'hoy',
  duringLastDay: () => 'en las últimas 24 horas',
  duringLastWeek: () => 'en los últimos siete días',
  // Days have their article already: "el martes 24 de noviembre".
  duringDay: (day) => day,
  duringPeriod: (period) => `en ${period}`,
  sinceDay: (at) => `desde el ${at.setLocale('es').toFormat("cccc d 'de' LLLL")}`,
  nothingMissed: (span) => `No te has perdido nada ${span}.`,
  missed: (span, { rung, overdue }) => {
    const tasks = overdue.map(({ number, title }) => `• Tarea ${number}: ${short(title ?? lostTitle)}`);
    const late = tasks.length > 0 && `${count(tasks.length, 'tarea vencida', 'tareas vencidas')}:`;
    if (rung.length === 0)
      return list(`No te has perdido ningún recordatorio ${span}, pero tienes ${late || ''}`, tasks);
    return linesOf(
      list(
        rung.length === 1
          ? `${haveRung(rung) ? 'Ha sonado' : 'Venció'} un recordatorio ${span} que no está hecho:`
          : `${haveRung(rung) ? 'Han sonado' : 'Vencieron'} ${rung.length} recordatorios ${span} que no están hechos:`,
        rung.map(line),
      ),
      late && list(`Tienes ${late}`, tasks),
    );
  },
  reminded: (rung) => {
    const [only] = rung;
    if (!only || rung.length > 1)
      return list(
        `${haveRung(rung) ? 'Han sonado' : 'Vencieron'} ${rung.length} recordatorios:`,
        rung.map(line),
      );
    const { title, rang, state } = only;
    const what = bold(called(title));
    if (state === 'delivered' || state === 'read')
      return linesOf(`Sí, ${rang}: ${what}`, `${capitalised(cameSoFar(only))}.`);
    const hasLeft = state !== 'waiting' && state !== 'withheld';
    const head = hasLeft ? `Te lo envié ${rang}` : `El recordatorio debía sonar ${rang}`;
    return `${head}, pero ${cameSoFar(only)}: ${what}`;
  },
  notReminded: (span, title) =>
    `No, no ha sonado ningún recordatorio${title === undefined ? '' : ` de ${short(title)}`} ${span}.`,
  remindsLater: (title, due) => `Todavía no. Te lo recordaré ${due}: ${bold(called(title))}`,
};

const haveRung = (rung: Told[]): boolean => rung.every(({ state }) => state !== 'withheld');

function cameSoFar({ state, time }: Told): string {
  const when = time === undefined ? '' : ` ${time}`;
  switch (state) {
    case 'read':
      return `lo leíste${when}`;
    case 'delivered':
      return `llegó a tu móvil${when}`;
    case 'sent':
      return 'todavía no ha llegado a tu móvil';
    case 'failed':
      return 'no te ha llegado';
    case 'withheld':
      return 'no sonó, porque habías parado mis mensajes';
    default:
      return 'todavía no ha salido';
  }
}
