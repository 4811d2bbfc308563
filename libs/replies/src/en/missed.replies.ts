import type { DateTime } from 'luxon';

import { bold, capitalised, count, linesOf, list, lostTitle, short } from './wording.ts';

/** How far a reminder came; `time` when it got so far. */
interface Told {
  title: string | undefined;
  /** When it rang: "at 9:00 AM", "on Thu 26 Nov at 9:00 AM". */
  rang: string;
  /** `withheld`: the person had stopped our messages, so it did not ring. */
  state: 'waiting' | 'withheld' | 'sent' | 'failed' | 'delivered' | 'read';
  time?: string;
}

const called = (title: string | undefined): string =>
  title === '' ? 'your timer' : short(title ?? lostTitle);

/** The answers to what was missed, and whether a reminder came, in English: told from what WhatsApp reported. */
export const missedReplies = {
  /** What time an answer is about, at the end of its sentence. */
  duringToday: () => 'today',
  duringLastDay: () => 'in the last 24 hours',
  duringLastWeek: () => 'in the last seven days',
  /** @param day "Tue 24 Nov" */
  duringDay: (day: string) => `on ${day}`,
  /** @param period "the week of Mon 1 Feb", "February 2027" */
  duringPeriod: (period: string) => `in ${period}`,
  sinceDay: (at: DateTime) => `since ${at.setLocale('en').toFormat('ccc d LLL')}`,
  /** @param span one of those above */
  nothingMissed: (span: string) => `You missed nothing ${span}.`,
  missed: (
    span: string,
    { rung, overdue }: { rung: Told[]; overdue: { number: number; title: string | undefined }[] },
  ) => {
    const tasks = overdue.map(({ number, title }) => `• Task ${number}: ${short(title ?? lostTitle)}`);
    const late =
      tasks.length > 0 && `${count(tasks.length, 'task')} ${tasks.length === 1 ? 'is' : 'are'} overdue:`;
    if (rung.length === 0) return list(`You missed no reminder ${span}, but ${late || ''}`, tasks);
    return linesOf(
      list(
        rung.length === 1
          ? `One reminder ${haveRung(rung) ? 'rang' : 'was due'} ${span} that is not done:`
          : `${rung.length} reminders ${haveRung(rung) ? 'rang' : 'were due'} ${span} that are not done:`,
        rung.map((one) => `• ${called(one.title)}: ${one.rang}, ${cameSoFar(one)}`),
      ),
      late && list(late, tasks),
    );
  },
  /** At least one rang. */
  reminded: (rung: Told[]) => {
    const [only] = rung;
    if (only && rung.length === 1) {
      const { title, rang, state } = only;
      const hasCome = state === 'delivered' || state === 'read';
      const hasLeft = state !== 'waiting' && state !== 'withheld';
      const head = hasCome
        ? `Yes, ${rang}`
        : `${hasLeft ? 'I sent it' : 'It was due'} ${rang}, but ${cameSoFar(only)}`;
      return linesOf(`${head}: ${bold(called(title))}`, hasCome && `${capitalised(cameSoFar(only))}.`);
    }
    return list(
      `${rung.length} reminders ${haveRung(rung) ? 'rang' : 'were due'}:`,
      rung.map((one) => `• ${called(one.title)}: ${one.rang}, ${cameSoFar(one)}`),
    );
  },
  /** @param title what the person asked about */
  notReminded: (span: string, title: string | undefined) =>
    title === undefined
      ? `No, no reminder rang ${span}.`
      : `No, no reminder about ${short(title)} rang ${span}.`,
  /** It is set and has not rung. @param due "tomorrow, Sun 22 Nov, at 5:00 PM" */
  remindsLater: (title: string | undefined, due: string) =>
    `Not yet. I'll remind you ${due}: ${bold(called(title))}`,
};

const haveRung = (rung: Told[]): boolean => rung.every(({ state }) => state !== 'withheld');

function cameSoFar({ state, time }: Told): string {
  switch (state) {
    case 'read':
      return `you read it${time === undefined ? '' : ` ${time}`}`;
    case 'delivered':
      return `it reached your phone${time === undefined ? '' : ` ${time}`}`;
    case 'sent':
      return 'it has not reached your phone';
    case 'failed':
      return 'it did not reach you';
    case 'withheld':
      return 'it did not ring, since you had stopped my messages';
    default:
      return 'it has not left yet';
  }
}
