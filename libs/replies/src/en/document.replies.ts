import { count, linesOf, list, lostTitle, short } from './wording.ts';

/** What is said about files that people get, in English. They are captions: at most 1,024 characters. */
export const documentReplies = {
  addToPhone: () => 'Add to phone',
  calendarFile: (events: number) =>
    `Here is your calendar with ${count(events, 'event')}. Open the file to add it to any calendar app.`,
  eventFile: (titles: (string | undefined)[]) =>
    titles.length === 1
      ? `Here is '${short(titles[0] ?? lostTitle)}'. Open the file to add it to the calendar of your phone.`
      : `Here are your ${titles.length} events. Open the file to add them to the calendar of your phone.`,
  eventsGone: () => 'That is not in your calendar any more.',
  /** @param events as lines. A calendar file that somebody sent to us */
  importAll: (events: string[]) =>
    list(
      `${count(events.length, 'event')}: add all?`,
      events.map((event) => `• ${event}`),
    ),
  /** @param others what was not new, in words of their own */
  imported: (added: number, others: string[]) =>
    linesOf(
      added > 0 ? `Added ${count(added, 'event')} to your calendar.` : 'Nothing new was in the file.',
      ...others,
    ),
  importOver: (title: string, time: string) => `I left out ${short(title)}: ${time} is over.`,
  dataFile: () =>
    'Here is everything that I keep about you: events, tasks, reminders, notes, messages and settings. Your calendar follows as a file of its own.',
  dataFileAlone: () =>
    'Here is everything that I keep about you: events, tasks, reminders, notes, messages and settings.',
  calendarOfData: () => 'And this is your calendar, for any calendar app.',
};
