import { Injectable } from '@nestjs/common';
import { filter, type Observable, Subject } from 'rxjs';

import { type Bubble, type BubbleStatus, type PhoneEvents, statusesInOrder } from './phone.events.ts';

const typingForMs = 25_000;

interface Change {
  userId: string;
  type: 'bubble' | 'typing';
  data: PhoneEvents['bubble' | 'typing'];
}

/**
 * What stands on each person's screen. The person's own message gets one tick once the business has it, a second one
 * with the next answer, and both turn blue when the business marks it as read.
 */
@Injectable()
export class Conversations {
  readonly #bubbles = new Map<string, Bubble[]>();
  readonly #owners = new Map<string, string>();
  readonly #changes = new Subject<Change>();

  of(userId: string): readonly Bubble[] {
    return this.#bubbles.get(userId) ?? [];
  }

  changesOf(userId: string): Observable<Change> {
    return this.#changes.pipe(filter((change) => change.userId === userId));
  }

  add(userId: string, bubble: Bubble): void {
    const bubbles = this.#bubbles.get(userId) ?? [];
    this.#bubbles.set(userId, bubbles);
    this.#owners.set(bubble.wamid, userId);
    bubbles.push(bubble);
    this.#changes.next({ userId, type: 'bubble', data: bubble });
    if (bubble.from === 'me') return;
    for (const own of bubbles) {
      if (own.from === 'me' && own.status === 'acknowledged') this.#move(userId, own, 'delivered');
    }
  }

  advance(wamid: string, status: BubbleStatus): void {
    this.#find(wamid, (userId, bubbles, at) => {
      const bubble = bubbles[at];
      // The answer can be faster than the webhook's 200.
      const answered = status === 'acknowledged' && bubbles.some(({ from }, i) => i > at && from === 'them');
      if (bubble) this.#move(userId, bubble, answered ? 'delivered' : status);
    });
  }

  /** Reading a message means having read those before it. */
  markReadUpTo(wamid: string): void {
    this.#find(wamid, (userId, bubbles, at) => {
      for (const bubble of bubbles.slice(0, at + 1)) {
        if (bubble.from === 'me') this.#move(userId, bubble, 'read');
      }
    });
  }

  /** Until the business writes or the time is over, whichever comes first. */
  showTyping(wamid: string): void {
    this.#find(wamid, (userId) =>
      this.#changes.next({ userId, type: 'typing', data: { forMs: typingForMs } }),
    );
  }

  /** A message from before this process was started is no fault: there is just nothing to show. */
  #find(wamid: string, show: (userId: string, bubbles: readonly Bubble[], at: number) => void): void {
    const userId = this.#owners.get(wamid);
    if (userId === undefined) return;
    const bubbles = this.of(userId);
    show(
      userId,
      bubbles,
      bubbles.findLastIndex((bubble) => bubble.wamid === wamid),
    );
  }

  /** Ticks never go back, whatever order they arrive in. */
  #move(userId: string, bubble: Bubble, status: BubbleStatus): void {
    if (statusesInOrder.indexOf(status) <= statusesInOrder.indexOf(bubble.status)) return;
    bubble.status = status;
    this.#changes.next({ userId, type: 'bubble', data: bubble });
  }
}
