import { withDue } from './reminder.replies.ts';
import { count, linesOf, list, short } from './wording.ts';

export interface ToldTimer {
  title: string | undefined;
  left: string;
}

/** "the pasta timer", "your timer" */
const named = (title: string | undefined): string =>
  title ? `the ${short(title).replace(/^(?:the|my) /i, '')} timer` : 'your timer';

const lineOf = ({ title, left }: ToldTimer): string =>
  `• ${title ? short(title) : 'without a name'}: ${left} left`;

/** Answers about timers, and what is said when one ends. */
export const timerReplies = {
  /** @param title empty for one without a name. @param due as for a reminder */
  timerDone: (title: string | undefined, due?: string) =>
    withDue(title ? `Timer: ${title} is done` : 'Timer: time is up', due),
  /** What a template says in place of a reminder's title. */
  timerIsDone: (title: string | undefined) => `${named(title)} is done`,
  timerName: named,
  timeLeft: (left: string) => `${left} left`,
  timerSet: (title: string, length: string, end: string) =>
    linesOf(`Timer set for ${length}${title ? `: ${short(title)}` : ''}`, `It ends ${end}.`),
  timerLengthMissing: (title: string) =>
    `For how long should I set ${title ? named(title) : 'the timer'}? For example: 10 minutes`,
  timerOver: (title: string) =>
    `I set no timer, because ${named(title)} would be over already. For how long should I set it?`,
  timerMoreMissing: () => 'How much time should I add? For example: 5 minutes',
  timerExtended: (title: string | undefined, left: string, end: string) =>
    linesOf(`${left} left on ${named(title)}`, `It ends ${end}.`),
  timerAgain: (title: string | undefined, time: string) => `OK, ${named(title)} rings again ${time}.`,
  noTimers: () => 'No timer is running. To start one: set a timer for 10 minutes',
  timerList: (timers: ToldTimer[]) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `${only.left} left on ${named(only.title)}`
      : list('Your timers:', timers.map(lineOf));
  },
  timersStopped: (timers: ToldTimer[]) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Stopped ${named(only.title)} with ${only.left} left`
      : list(`Stopped ${count(timers.length, 'timer')}:`, timers.map(lineOf));
  },
  timerNotPaused: (timers: ToldTimer[]) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `I can't pause ${named(only.title)} with ${only.left} left, but I can stop it or add time.`
      : list("I can't pause timers, but I can stop them or add time:", timers.map(lineOf));
  },
  timerUnknown: (title: string | undefined, timers: ToldTimer[]) =>
    list(
      `I found no such timer${title ? `: “${short(title)}”` : ''}. These are running:`,
      timers.map(lineOf),
    ),
  timerButtons: () => [
    { title: '1 more minute', minutes: 1 },
    { title: '5 more minutes', minutes: 5 },
  ],
};
