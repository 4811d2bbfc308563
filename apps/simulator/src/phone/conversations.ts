import { Injectable } from '@nestjs/common';
import { filter, type Observable, Subject } from 'rxjs';

import { type Chat, chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import { type Bubble, type BubbleStatus, type PhoneEvents, statusesInOrder } from './phone.events.ts';

const typingForMs = 25_000;

type NewBubble = Omit<Bubble, 'at' | 'status' | 'times'>;

interface Change {
  chat: string;
  type: 'bubble' | 'typing';
  data: PhoneEvents['bubble' | 'typing'];
}

/**
 * What stands on each person's screen, chat by chat. The person's own message gets one tick once the business has it, a second one
 * with the next answer, and both turn blue when the business marks it as read.
 */
@Injectable()
export class Conversations {
  readonly #bubbles = new Map<string, Bubble[]>();
  readonly #owners = new Map<string, string>();
  readonly #changes = new Subject<Change>();

  constructor(private readonly clock: Clock) {}

  of(chat: Chat): readonly Bubble[] {
    return this.#bubbles.get(chatKey(chat)) ?? [];
  }

  /** Whatever it is; undefined when this process never saw it. */
  find(wamid: string): Bubble | undefined {
    return this.#bubbles.get(this.#owners.get(wamid) ?? '')?.find((bubble) => bubble.wamid === wamid);
  }

  changesOf(chat: Chat): Observable<Change> {
    const key = chatKey(chat);
    return this.#changes.pipe(filter((change) => change.chat === key));
  }

  add(chat: Chat, about: NewBubble): void {
    const key = chatKey(chat);
    const at = this.clock.date().toISOString();
    const bubble: Bubble = { ...about, at, status: 'pending', times: { pending: at } };
    const bubbles = this.#bubbles.get(key) ?? [];
    this.#bubbles.set(key, bubbles);
    this.#owners.set(bubble.wamid, key);
    bubbles.push(bubble);
    this.#changes.next({ chat: key, type: 'bubble', data: bubble });
    if (bubble.from === 'me') return;
    for (const own of bubbles) {
      if (own.from === 'me' && own.status === 'acknowledged') this.#move(key, own, 'delivered');
    }
  }

  advance(wamid: string, status: BubbleStatus): void {
    this.#find(wamid, (chat, bubbles, at) => {
      const bubble = bubbles[at];
      // The answer can be faster than the webhook's 200.
      const answered = status === 'acknowledged' && bubbles.some(({ from }, i) => i > at && from === 'them');
      if (bubble) this.#move(chat, bubble, answered ? 'delivered' : status);
    });
  }

  /** The business was told that its message did not arrive. */
  fail(wamid: string, error: NonNullable<Bubble['error']>): void {
    this.#find(wamid, (chat, bubbles, at) => {
      const bubble = bubbles[at];
      if (!bubble) return;
      bubble.error = error;
      this.#move(chat, bubble, 'failed');
    });
  }

  /** @param emoji empty to take the reaction back */
  react(wamid: string, from: Bubble['from'], emoji: string): void {
    this.#find(wamid, (chat, bubbles, at) => {
      const bubble = bubbles[at];
      if (!bubble) return;
      bubble.reactions = { ...bubble.reactions, [from]: emoji || undefined };
      this.#changes.next({ chat, type: 'bubble', data: bubble });
    });
  }

  /** Reading a message means having read those before it. */
  markReadUpTo(wamid: string): void {
    this.#find(wamid, (chat, bubbles, at) => {
      for (const bubble of bubbles.slice(0, at + 1)) {
        if (bubble.from === 'me') this.#move(chat, bubble, 'read');
      }
    });
  }

  /** Until the business writes or the time is over, whichever comes first. */
  showTyping(wamid: string): void {
    this.#find(wamid, (chat) => this.#changes.next({ chat, type: 'typing', data: { forMs: typingForMs } }));
  }

  /** A message from before this process was started is no fault: there is just nothing to show. */
  #find(wamid: string, show: (chat: string, bubbles: readonly Bubble[], at: number) => void): void {
    const chat = this.#owners.get(wamid);
    if (chat === undefined) return;
    const bubbles = this.#bubbles.get(chat) ?? [];
    show(
      chat,
      bubbles,
      bubbles.findLastIndex((bubble) => bubble.wamid === wamid),
    );
  }

  /** Ticks never go back, whatever order they arrive in. */
  #move(chat: string, bubble: Bubble, status: BubbleStatus): void {
    if (statusesInOrder.indexOf(status) <= statusesInOrder.indexOf(bubble.status)) return;
    bubble.status = status;
    bubble.times[status] = this.clock.date().toISOString();
    this.#changes.next({ chat, type: 'bubble', data: bubble });
  }
}
