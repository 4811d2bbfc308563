import type { Occurrence } from './event.replies.ts';
import { count, linesOf, list, lostTitle, short } from './wording.ts';

/** What is said when people stop, start again, or leave, in English. */
export const ownDataReplies = {
  /** @param kept reminders and timers */
  stopped: (kept: number) =>
    linesOf(
      'Stopped: I will not message you on my own any more.',
      kept > 0 && `Your ${count(kept, 'reminder')} ${kept === 1 ? 'is' : 'are'} kept, but will not ring.`,
      'When you write, I still answer. To get messages again, say: start',
    ),
  started: (missed: Occurrence[]) =>
    missed.length === 0
      ? 'Started: your reminders ring again. You missed none in the meantime.'
      : list(
          `Started: your reminders ring again. ${missed.length === 1 ? 'This one' : 'These'} did not ring in the meantime:`,
          missed.map(({ title, time }) => `• ${time}: ${short(title ?? lostTitle)}`),
        ),
  /** Beside something that is to ring. */
  willNotRing: () => 'It will not ring, because you stopped my messages. To get them again, say: start',
};
