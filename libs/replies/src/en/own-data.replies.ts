import type { Occurrence } from './event.replies.ts';
import { linesOf, list, lostTitle, short } from './wording.ts';

/** What is said when people stop, start again, or leave, in English. */
export const ownDataReplies = {
  /** @param kept reminders and timers */
  stopped: (kept: number) =>
    linesOf(
      'Stopped: I will not message you on my own any more.',
      kept > 0 && `Your ${kept === 1 ? 'reminder is' : `${kept} reminders are`} kept, but will not ring.`,
      'When you write, I still answer. To get messages again, say: start',
    ),
  started: (missed: Occurrence[]) =>
    missed.length === 0
      ? 'Started: your reminders ring again. You missed none in the meantime.'
      : list(
          `Started: your reminders ring again. ${missed.length === 1 ? 'This one' : 'These'} did not ring in the meantime:`,
          missed.map(({ title, time }) => `• ${time}: ${short(title ?? lostTitle)}`),
        ),
  /** @param said last, and what undoes it is the other one */
  stopNotUndone: (said: 'stop' | 'start') =>
    `Nothing was undone. ${said === 'stop' ? 'To get messages again, say: start' : 'To stop me from writing on my own, say: stop'}`,
  eraseAll: () =>
    'Shall I delete everything that I keep about you? Your events, tasks, reminders, notes and messages are gone for good then: that cannot be undone. To have a copy first, say: export my data',
  erased: () =>
    'Everything that I kept about you is deleted. This is my last message; when you write again, we start anew.',
  /** @param isByCode whether a code word lets people in */
  notAdmitted: (isByCode: boolean): string =>
    isByCode
      ? 'I am an automated assistant for invited people. If you have a code word, please send it to me.'
      : 'I am an automated assistant for invited people only, so I cannot help you here.',
  admitted: () =>
    'Welcome! That is the right word. I am Handsfree, an automated assistant. Say “help” to see what I can do.',
  /** Beside something that is to ring. */
  willNotRing: () => 'It will not ring, because you stopped my messages. To get them again, say: start',
};
