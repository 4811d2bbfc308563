import type { NumberedTask } from './task.replies.ts';
import { bold, count, inWords, linesOf, list, lostTitle, short, soFar } from './wording.ts';

export interface Occurrence {
  title: string | undefined;
  time: string;
  place?: string;
}

export interface Reminders {
  /** In minutes before, kept. */
  leadTimes: number[];
  /** In minutes before, that are over already. */
  tooLate: number[];
  /** By the clock: "on Tue 1 Dec at 6:00 PM" for "the evening before". */
  rings?: string;
  /** By the clock, and over already. */
  ringsTooLate?: string;
}

export const eventLine = ({ title, time, place }: Occurrence): string =>
  `• ${time}: ${short(title ?? lostTitle)}${place ? ` (${short(place)})` : ''}`;

/** "1 day", "2 hours", "10 minutes" */
export function leadWords(minutes: number): string {
  for (const [unit, length] of [
    ['week', 10_080],
    ['day', 1_440],
    ['hour', 60],
  ] as const) {
    if (minutes >= length && minutes % length === 0) return count(minutes / length, unit);
  }
  return count(minutes, 'minute');
}

export const reminderLines = ({
  leadTimes,
  tooLate,
  rings,
  ringsTooLate,
}: Reminders): (string | false | undefined)[] => [
  leadTimes.length > 0 && `I'll remind you ${inWords(leadTimes.map(leadWords))} before.`,
  tooLate.length > 0 && `It is too late to remind you ${inWords(tooLate.map(leadWords))} before.`,
  rings && `I'll remind you ${rings}.`,
  ringsTooLate && `It is too late to remind you ${ringsTooLate}.`,
];

const mostOverlaps = 3;

/** "This overlaps with lunch (1:00 PM to 2:00 PM)." */
export function overlapLine(overlaps: Occurrence[]): string | false {
  const shown = overlaps
    .slice(0, mostOverlaps)
    .map(({ title, time }) => `${short(title ?? lostTitle)} (${time})`);
  const more = overlaps.length - shown.length;
  return shown.length > 0 && `This overlaps with ${inWords(more > 0 ? [...shown, `${more} more`] : shown)}.`;
}

/** Answers about the calendar, in English. WhatsApp shows `*bold*` and `_italic_`. */
export const eventReplies = {
  eventScheduled: ({
    title,
    time,
    place,
    repeats,
    leadTimes,
    tooLate,
    rings,
    ringsTooLate,
    overlaps = [],
    takesTime,
  }: Occurrence & Reminders & { repeats?: string; overlaps?: Occurrence[]; takesTime?: boolean }) =>
    linesOf(
      `Event '${short(title ?? lostTitle)}' scheduled for ${time}`,
      place && `Place: ${short(place)}`,
      repeats && `Repeats ${repeats}`,
      ...reminderLines({ leadTimes, tooLate, rings, ringsTooLate }),
      overlapLine(overlaps),
      takesTime && 'To give it a time, just say it, for example: at 11am',
    ),
  /** @param time when it is, if that was said */
  eventTitleMissing: (time?: string) =>
    `What is the event called? ${time === undefined ? 'For example: dentist next tuesday at 3pm' : soFar(time)}`,
  eventTimeMissing: (title: string) =>
    `When is ${bold(short(title))}? Please say the day and the time, for example: tomorrow at 5pm`,
  eventInPast: (title: string, time: string) =>
    `I did not put ${short(title)} in your calendar, because ${time} is over. Which day and time do you mean?`,
  eventKnown: ({ title, time, ...reminders }: Occurrence & Reminders) =>
    linesOf(
      `'${short(title ?? lostTitle)}' is in your calendar already: ${time}`,
      ...reminderLines(reminders),
    ),
  tooFarAway: () => 'That is too far away for me to keep. Which day do you mean?',
  tooOften: (minutes: number) =>
    `That is too often for me: I can remind you every ${minutes} minutes at most.`,
  noSuchDate: (date: string) => `There is no ${short(date.replace(/^the /i, ''))}. Which day do you mean?`,
  whichTime: (times: string) => `Which one do you mean: ${short(times)}?`,
  intoNextDay: (times: string) =>
    `“${short(times)}” would last until the next day. From when to when do you mean?`,
  noSuchTime: (time: string) => `“${short(time)}” is no time that I know. When do you mean?`,
  /** In place of the time of day of an event. */
  allDay: () => 'all day',
  overlapping: (pairs: [Occurrence, Occurrence][]) =>
    list(
      pairs.length === 1 ? 'Two events overlap:' : `Events overlap ${pairs.length} times:`,
      pairs.map(([one, other]) => `${eventLine(one)} and ${short(other.title ?? lostTitle)} (${other.time})`),
    ),
  noOverlaps: (time: string | undefined, weeks: number) =>
    time ? `For ${time}, nothing overlaps.` : `Nothing overlaps in the next ${weeks} weeks.`,
  noEvents: (time?: string) => (time ? `Nothing is planned for ${time}.` : 'Your calendar is empty.'),
  eventList: (time: string | undefined, events: Occurrence[]) =>
    list(
      time ? `You have ${count(events.length, 'event')} for ${time}:` : 'Your next events:',
      events.map(eventLine),
    ),
  /** @param longest how many characters it may have */
  agenda: (
    time: string,
    {
      events,
      reminders,
      tasks,
    }: {
      events: Occurrence[];
      reminders: Occurrence[];
      tasks: (NumberedTask & { isOverdue?: boolean })[];
    },
    longest?: number,
  ) => {
    const all = [
      ...events.map(eventLine),
      ...reminders.map(({ title, time: at }) => `• Reminder ${at}: ${short(title ?? lostTitle)}`),
      ...tasks.map(
        ({ number, title, isOverdue }) =>
          `• Task ${number}${isOverdue ? ', overdue' : ''}: ${short(title ?? lostTitle)}`,
      ),
    ];
    return all.length > 0
      ? list(`You have ${count(all.length, 'thing')} for ${time}:`, all, longest)
      : `Nothing is planned for ${time}.`;
  },
};
