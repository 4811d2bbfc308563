import { withDue } from './reminder.replies.ts';
import { short } from './wording.ts';

/** "the pasta timer", "your timer" */
const named = (title: string | undefined): string =>
  title ? `the ${short(title).replace(/^(?:the|my) /i, '')} timer` : 'your timer';

/** Answers about timers, and what is said when one ends. */
export const timerReplies = {
  /** @param title empty for one without a name. @param due as for a reminder */
  timerDone: (title: string | undefined, due?: string) =>
    withDue(title ? `Timer: ${title} is done` : 'Timer: time is up', due),
  /** What a template says in place of a reminder's title. */
  timerIsDone: (title: string | undefined) => `${named(title)} is done`,
  timerButtons: () => [
    { title: '1 more minute', minutes: 1 },
    { title: '5 more minutes', minutes: 5 },
  ],
};
