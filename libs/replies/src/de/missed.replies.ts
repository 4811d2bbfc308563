import type { missedReplies as english } from '../en/missed.replies.ts';
import { bold, capitalised, count, linesOf, list, lostTitle, short } from './wording.ts';

type Told = Parameters<typeof english.reminded>[0][number];

const called = (title: string | undefined): string =>
  title === '' ? 'dein Timer' : short(title ?? lostTitle);
const line = (one: Told): string => `• ${called(one.title)}: ${one.rang}, ${cameSoFar(one)}`;

/** The answers to what was missed, and whether a reminder came, in German. */
export const missedReplies: typeof english = {
  duringToday: () => 'heute',
  duringLastDay: () => 'in den letzten 24 Stunden',
  duringLastWeek: () => 'in den letzten sieben Tagen',
  duringDay: (day) => `am ${day}`,
  duringPeriod: (period) => {
    if (/^\d+$/.test(period)) return `im Jahr ${period}`;
    return period.startsWith('die Woche') ? period.replace('die', 'in der') : `im ${period}`;
  },
  sinceDay: (at) => `seit ${at.setLocale('de').toFormat('cccc, d. LLLL')}`,
  nothingMissed: (span) => `Du hast ${span} nichts verpasst.`,
  missed: (span, { rung, overdue }) => {
    const tasks = overdue.map(({ number, title }) => `• Aufgabe ${number}: ${short(title ?? lostTitle)}`);
    const late =
      tasks.length > 0 &&
      `${count(tasks.length, 'Aufgabe', 'Aufgaben')} ${tasks.length === 1 ? 'ist' : 'sind'} überfällig:`;
    if (rung.length === 0)
      return list(`Du hast ${span} keine Erinnerung verpasst, aber ${late || ''}`, tasks);
    return linesOf(
      list(
        rung.length === 1
          ? `Eine Erinnerung ${haveRung(rung) ? `hat ${span} geklingelt` : `war ${span} fällig`} und ist noch nicht erledigt:`
          : `${rung.length} Erinnerungen ${haveRung(rung) ? `haben ${span} geklingelt` : `waren ${span} fällig`} und sind noch nicht erledigt:`,
        rung.map(line),
      ),
      late && list(late, tasks),
    );
  },
  reminded: (rung) => {
    const [only] = rung;
    if (!only || rung.length > 1)
      return list(
        `${rung.length} Erinnerungen ${haveRung(rung) ? 'haben geklingelt' : 'waren fällig'}:`,
        rung.map(line),
      );
    const { title, rang, state } = only;
    const what = bold(called(title));
    if (state === 'delivered' || state === 'read')
      return linesOf(`Ja, ${rang}: ${what}`, `${capitalised(cameSoFar(only))}.`);
    const hasLeft = state !== 'waiting' && state !== 'withheld';
    const head = hasLeft ? `Ich habe die Erinnerung ${rang} geschickt` : `Die Erinnerung war ${rang} fällig`;
    return `${head}, aber ${cameSoFar(only)}: ${what}`;
  },
  notReminded: (span, title) =>
    `Nein, ${span} hat keine Erinnerung${title === undefined ? '' : ` an ${short(title)}`} geklingelt.`,
  remindsLater: (title, due) => `Noch nicht. Ich erinnere dich ${due}: ${bold(called(title))}`,
};

const haveRung = (rung: Told[]): boolean => rung.every(({ state }) => state !== 'withheld');

function cameSoFar({ state, time }: Told): string {
  const when = time === undefined ? '' : ` ${time}`;
  switch (state) {
    case 'read':
      return `du hast sie${when} gelesen`;
    case 'delivered':
      return `sie ist${when} auf deinem Handy angekommen`;
    case 'sent':
      return 'sie ist noch nicht auf deinem Handy angekommen';
    case 'failed':
      return 'sie hat dich nicht erreicht';
    case 'withheld':
      return 'sie hat nicht geklingelt, weil du meine Nachrichten gestoppt hattest';
    default:
      return 'sie ist noch nicht abgeschickt';
  }
}
