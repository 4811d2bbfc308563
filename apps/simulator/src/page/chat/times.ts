import type { Bubble, BubbleStatus } from '../../phone/phone.events.ts';
import { statusesInOrder } from '../../phone/phone.events.ts';
import { make } from '../dom/make.ts';
import { millisecondOf } from '../dom/time-of-day.ts';

/** In words, for the business's messages and for those who do not see the ticks. */
export const statusWords: Record<BubbleStatus, string> = {
  pending: 'waiting',
  acknowledged: 'received',
  sent: 'sent',
  failed: 'failed',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
};

/** When the message reached each status, to the millisecond. */
export function timesOf({ times }: Bubble): HTMLElement[] {
  return statusesInOrder.flatMap((status) => {
    const at = times[status];
    if (!at) return [];
    return [make('dt', {}, status), make('dd', {}, make('time', { datetime: at }, millisecondOf(at)))];
  });
}
