import { bold, linesOf, list, lostTitle, short } from './wording.ts';

export interface ToldReminder {
  /** Undefined when it cannot be read any more. */
  title: string | undefined;
  time: string;
  repeats?: string;
}

const named = (title: string | undefined): string => bold(short(title ?? lostTitle));
const line = ({ title, time, repeats }: ToldReminder): string =>
  `• ${short(title ?? lostTitle)}: ${time.replace(/^on /, '')}${repeats ? `, ${repeats}` : ''}`;

/** Answers about reminders that change, end, or are put off, in English. */
export const reminderChangeReplies = {
  /** @param next the next time of one that repeats */
  reminderDone: (title: string | undefined, more: { isStopped?: boolean; next?: string }) =>
    linesOf(
      `Done: ${named(title)}`,
      more.isStopped && 'I stop reminding you of it.',
      more.next && `The next time is ${more.next.replace(/^on /, '')}.`,
    ),
  reminderAgain: (title: string | undefined, time: string) =>
    `I'll remind you again ${time}: ${named(title)}`,
  snoozeUntilWhen: () => 'When should I remind you again? For example: in 20 minutes',
  reminderChanged: (title: string | undefined, time: string, repeats?: string) =>
    linesOf(`I'll remind you ${time} now: ${named(title)}`, repeats && `Repeats ${repeats}`),
  reminderChangeMissing: (title: string | undefined) =>
    `What should I change about the reminder ${named(title)}? For example: move it to 6pm`,
  remindersCancelled: (reminders: ToldReminder[]) => {
    const [only] = reminders;
    return reminders.length === 1 && only
      ? `Cancelled: ${named(only.title)}, ${only.repeats ?? only.time.replace(/^on /, '')}`
      : list(`Cancelled ${reminders.length} reminders:`, reminders.map(line));
  },
  reminderSkipped: (title: string | undefined, time: string, next: string | undefined) =>
    linesOf(
      `Skipped: ${named(title)}, ${time.replace(/^on /, '')}`,
      next ? `The next time is ${next.replace(/^on /, '')}.` : 'That was the last time.',
    ),
  cancelAllReminders: (reminders: ToldReminder[]) =>
    list(`Shall I cancel all ${reminders.length} reminders?`, reminders.map(line)),
  reminderScope: (title: string | undefined, time: string, repeats: string) =>
    `Only the one ${time.replace(/^on /, 'on ')}, or all of them (${repeats})? It is about ${named(title)}.`,
  onlyThisTime: () => 'Only this time',
  allOfThem: () => 'All of them',
  reminderUnknown: (title: string | undefined, reminders: ToldReminder[]) =>
    list(
      `I found no such reminder${title === undefined ? '' : `: “${short(title)}”`}.${reminders.length > 0 ? ' You have:' : ''}`,
      reminders.map(line),
    ),
  /** It rang, was cancelled or undone meanwhile. */
  reminderGone: () => 'That reminder is not there any more, so I changed nothing.',
};
