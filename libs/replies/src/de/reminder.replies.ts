import type { reminderReplies as english } from '../en/reminder.replies.ts';
import { bare, bold, example, linesOf, list, longestMessage, lostTitle, short, soFar } from './wording.ts';

export function withDue(words: string, due: string | undefined): string {
  const note = due === undefined ? '' : `\nDas war ${due} fällig.`;
  return short(words, longestMessage - note.length) + note;
}

/** Answers about reminders, and the reminders themselves, in German. */
export const reminderReplies: typeof english = {
  reminderSet: (title, time, more) =>
    linesOf(
      `Ich erinnere dich ${time}: ${bold(short(title))}`,
      more?.repeats && `Wiederholt sich ${more.repeats}`,
      more?.untilDone && 'Ich erinnere dich den Tag über weiter, bis du sagst, dass es erledigt ist.',
    ),
  reminderKnown: (title, time, more) =>
    linesOf(
      `Diese Erinnerung steht schon, ${time}: ${bold(short(title))}`,
      more?.repeats && `Wiederholt sich ${more.repeats}`,
      more?.untilDone && 'Ich erinnere dich den Tag über weiter, bis du sagst, dass es erledigt ist.',
    ),
  afterDone: (length) => `jeweils ${length} nach dem Erledigen`,
  reminderTimeMissing: (title) =>
    `Um wie viel Uhr soll ich dich erinnern: ${bold(short(title))}? Zum Beispiel: ${example('morgen um 17 Uhr', 'tomorrow at 5pm')}`,
  reminderPlaceUnseen: (title) =>
    `Wo du bist, kann ich nicht merken. Um wie viel Uhr soll ich dich erinnern: ${bold(short(title))}? Zum Beispiel: ${example('morgen um 17 Uhr', 'tomorrow at 5pm')}`,
  reminderInPast: (title, time) =>
    `Ich habe keine Erinnerung gestellt für ${short(title)}, denn ${bare(time)} ist schon vorbei. Wann soll ich dich stattdessen erinnern?`,
  reminderTitleMissing: (time) =>
    time === undefined
      ? `Woran soll ich dich erinnern? Zum Beispiel: ${example('erinnere mich morgen um 17 Uhr, Mama anzurufen', 'remind me to call mom tomorrow at 5pm')}`
      : `Woran soll ich dich erinnern? ${soFar(time)}`,
  reminderDue: (title, due, event) =>
    withDue(
      title === undefined
        ? 'Erinnerung: Du wolltest jetzt an etwas erinnert werden, aber ich kann nicht mehr lesen, woran. Tut mir leid!'
        : `Erinnerung: ${title}${event === undefined ? '' : `, ${event}`}`,
      due,
    ),
  reminderButtons: () => [
    { title: 'Erledigt' },
    { title: '10 Minuten', minutes: 10 },
    { title: '1 Stunde', minutes: 60 },
  ],
  lostReminder: () => 'etwas, das ich nicht mehr lesen kann (tut mir leid!)',
  noReminders: () => 'Du hast keine Erinnerungen.',
  reminderList: (reminders) =>
    list(
      'Deine Erinnerungen:',
      reminders.map(
        ({ title, time, repeats }) =>
          `• ${short(title ?? lostTitle)}: ${time}${repeats ? `, ${repeats}` : ''}`,
      ),
    ),
};
