import type { reminderChangeReplies as english, ToldReminder } from '../en/reminder-change.replies.ts';
import { bare, bold, example, linesOf, list, lostTitle, quoted, short } from './wording.ts';

const named = (title: string | undefined): string => bold(short(title ?? lostTitle));
const line = ({ title, time, repeats }: ToldReminder): string =>
  `• ${short(title ?? lostTitle)}: ${time}${repeats ? `, ${repeats}` : ''}`;

/** Answers about reminders that change, end, or are put off, in German. */
export const reminderChangeReplies: typeof english = {
  reminderDone: (title, more) =>
    linesOf(
      `Erledigt: ${named(title)}`,
      more.isStopped && 'Ich erinnere dich nicht weiter daran.',
      more.next && `Das nächste Mal ist ${bare(more.next)}.`,
    ),
  reminderAgain: (title, time) => `Ich erinnere dich ${time} noch einmal: ${named(title)}`,
  snoozeUntilWhen: () =>
    `Wann soll ich dich noch einmal erinnern? Zum Beispiel: ${example('in 20 Minuten', 'in 20 minutes')}`,
  reminderChanged: (title, time, repeats) =>
    linesOf(`Ich erinnere dich jetzt ${time}: ${named(title)}`, repeats && `Wiederholt sich ${repeats}`),
  reminderChangeMissing: (title) =>
    `Was soll ich an der Erinnerung ${named(title)} ändern? Zum Beispiel: ${example('verschieb sie auf 18 Uhr', 'move it to 6pm')}`,
  remindersCancelled: (reminders) => {
    const [only] = reminders;
    return reminders.length === 1 && only
      ? `Gelöscht: ${named(only.title)}, ${only.repeats ?? bare(only.time)}`
      : list(`${reminders.length} Erinnerungen gelöscht:`, reminders.map(line));
  },
  reminderSkipped: (title, time, next) =>
    linesOf(
      `Ausgelassen: ${named(title)}, ${bare(time)}`,
      next ? `Das nächste Mal ist ${bare(next)}.` : 'Das war das letzte Mal.',
    ),
  cancelAllReminders: (reminders) =>
    list(`Soll ich alle ${reminders.length} Erinnerungen löschen?`, reminders.map(line)),
  reminderScope: (title, time, repeats) =>
    `Nur die eine ${time} oder alle (${repeats})? Es geht um ${named(title)}.`,
  onlyThisTime: () => 'Nur dieses Mal',
  allOfThem: () => 'Alle',
  reminderUnknown: (title, reminders) =>
    list(
      `Ich habe keine solche Erinnerung gefunden${title === undefined ? '' : `: ${quoted(short(title))}`}.${reminders.length > 0 ? ' Du hast:' : ''}`,
      reminders.map(line),
    ),
  reminderGone: () => 'Diese Erinnerung gibt es nicht mehr, also habe ich nichts geändert.',
};
