import { count, lostTitle, short } from './wording.ts';

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
  dataFile: () =>
    'Here is everything that I keep about you: events, tasks, reminders, notes, messages and settings. Your calendar follows as a file of its own.',
  dataFileAlone: () =>
    'Here is everything that I keep about you: events, tasks, reminders, notes, messages and settings.',
  calendarOfData: () => 'And this is your calendar, for any calendar app.',
};
