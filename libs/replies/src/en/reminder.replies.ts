import { bold, linesOf, list, longestMessage, lostTitle, short, soFar } from './wording.ts';

export function withDue(words: string, due: string | undefined): string {
  const note = due === undefined ? '' : `\nThis was due ${due}.`;
  return short(words, longestMessage - note.length) + note;
}

/** Answers about reminders, and the reminders themselves, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const reminderReplies = {
  reminderSet: (title: string, time: string, more: { repeats?: string; untilDone?: boolean } = {}) =>
    linesOf(
      `I'll remind you ${time}: ${bold(short(title))}`,
      more.repeats && `Repeats ${more.repeats}`,
      more.untilDone && 'I keep reminding you through the day until you say that it is done.',
    ),
  /** It was said before. */
  reminderKnown: (title: string, time: string, more: { repeats?: string; untilDone?: boolean } = {}) =>
    linesOf(
      `That reminder is set already, ${time}: ${bold(short(title))}`,
      more.repeats && `Repeats ${more.repeats}`,
      more.untilDone && 'I keep reminding you through the day until you say that it is done.',
    ),
  /** When one rings anew: "3 days after it is done". */
  afterDone: (length: string) => `${length} after it is done`,
  reminderTimeMissing: (title: string) =>
    `At what time should I remind you: ${bold(short(title))}? For example: tomorrow at 5pm`,
  /** When somebody is at a place cannot be noticed. */
  reminderPlaceUnseen: (title: string) =>
    `I cannot notice where you are. At what time should I remind you: ${bold(short(title))}? For example: tomorrow at 5pm`,
  reminderInPast: (title: string, time: string) =>
    `I set no reminder for ${short(title)}, because ${time.replace(/^on /, '')} is over. When should I remind you instead?`,
  /** @param time when it is to ring, if that was said */
  reminderTitleMissing: (time?: string) =>
    `What should I remind you of? ${time === undefined ? 'For example: remind me to call mom tomorrow at 5pm' : soFar(time)}`,
  /** @param due when it was due, if that was a while ago: "at 2:00 PM". @param event when the event is: "today at 3:00 PM" */
  reminderDue: (title: string | undefined, due?: string, event?: string) =>
    withDue(
      title === undefined
        ? 'Reminder: it is time for something you wanted to be reminded of, but I can no longer read what it was. Sorry!'
        : `Reminder: ${title}${event === undefined ? '' : `, ${event}`}`,
      due,
    ),
  /** What is tapped under a reminder. */
  reminderButtons: () => [
    { title: 'Done' },
    { title: '10 minutes', minutes: 10 },
    { title: '1 hour', minutes: 60 },
  ],
  /** In place of its title. */
  lostReminder: () => 'something that I can no longer read (sorry!)',
  noReminders: () => 'You have no reminders.',
  reminderList: (reminders: { title: string | undefined; time: string; repeats?: string }[]) =>
    list(
      'Your reminders:',
      reminders.map(
        ({ title, time, repeats }) =>
          `• ${short(title ?? lostTitle)}: ${time.replace(/^on /, '')}${repeats ? `, ${repeats}` : ''}`,
      ),
    ),
};
