import { Injectable } from '@nestjs/common';
import { filter, type Observable, Subject } from 'rxjs';

import { type Chat, chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import type { Content } from './content.ts';
import { type Bubble, type BubbleStatus, type PhoneEvents, statusesInOrder } from './phone.events.ts';

const typingForMs = 25_000;
/** So much is kept; what is older is forgotten. */
const keptBubbles = 1_000;
const keptChats = 10_000;

type NewBubble = Omit<Bubble, 'at' | 'status' | 'times'>;

interface Conversation {
  readonly chat: Chat;
  readonly key: string;
  readonly bubbles: Bubble[];
}

interface Change {
  chat: string;
  type: 'bubble' | 'typing';
  data: PhoneEvents['bubble' | 'typing'];
}

/**
 * What stands on each person's screen, chat by chat. The person's own message gets one tick once the business has it, a second one
 * with the next answer, and both turn blue when the business marks it as read. A message from before this process was started is no
 * fault: there is just nothing to show.
 */
@Injectable()
export class Conversations {
  /** Each bubble when it comes into being. */
  readonly added = new Subject<{ chat: Chat; bubble: Bubble }>();
  /** Everything was forgotten. */
  readonly cleared = new Subject<void>();
  /** The one that something happened in last stands last. */
  readonly #conversations = new Map<string, Conversation>();
  readonly #owners = new Map<string, Conversation>();
  readonly #changes = new Subject<Change>();

  constructor(private readonly clock: Clock) {}

  of(chat: Chat): readonly Bubble[] {
    return this.#conversations.get(chatKey(chat))?.bubbles ?? [];
  }

  /** Whatever it is; undefined when this process never saw it. */
  find(wamid: string): Bubble | undefined {
    return this.#owners.get(wamid)?.bubbles.find((bubble) => bubble.wamid === wamid);
  }

  chatWith(wamid: string): Chat | undefined {
    return this.#owners.get(wamid)?.chat;
  }

  changesOf(chat: Chat): Observable<Change> {
    const key = chatKey(chat);
    return this.#changes.pipe(filter((change) => change.chat === key));
  }

  add(chat: Chat, about: NewBubble): void {
    const at = this.clock.date().toISOString();
    const bubble: Bubble = { ...about, at, status: 'pending', times: { pending: at } };
    const conversation = this.#opened(chat);
    const { key, bubbles } = conversation;
    this.#owners.set(bubble.wamid, conversation);
    bubbles.push(bubble);
    if (bubbles.length > keptBubbles) this.#forget(bubbles.splice(0, 1));
    this.#changes.next({ chat: key, type: 'bubble', data: bubble });
    if (bubble.from === 'them') {
      for (const own of bubbles) {
        if (own.from === 'me' && own.status === 'acknowledged') this.#move(key, own, 'delivered');
      }
    }
    this.added.next({ chat, bubble });
  }

  advance(wamid: string, status: BubbleStatus): void {
    this.#at(wamid, ({ key, bubbles }, bubble) => {
      const later = bubbles.slice(bubbles.indexOf(bubble) + 1);
      // The answer can be faster than the webhook's 200.
      const answered = status === 'acknowledged' && later.some(({ from }) => from === 'them');
      this.#move(key, bubble, answered ? 'delivered' : status);
    });
  }

  /** The business was told that its message did not arrive. */
  fail(wamid: string, error: NonNullable<Bubble['error']>): void {
    this.#at(wamid, ({ key }, bubble) => {
      bubble.error = error;
      this.#move(key, bubble, 'failed');
    });
  }

  /** Reading a message means having read those before it. */
  markReadUpTo(wamid: string): void {
    this.#at(wamid, ({ key, bubbles }, bubble) => {
      for (const one of bubbles.slice(0, bubbles.indexOf(bubble) + 1)) {
        if (one.from === 'me') this.#move(key, one, 'read');
      }
    });
  }

  /** Until the business writes or the time is over, whichever comes first. */
  showTyping(wamid: string): void {
    this.#at(wamid, ({ key }) =>
      this.#changes.next({ chat: key, type: 'typing', data: { forMs: typingForMs } }),
    );
  }

  /** @param emoji empty or missing takes the reaction back */
  react(wamid: string, from: Bubble['from'], emoji = ''): void {
    this.#change(wamid, (bubble) => {
      bubble.reactions = { ...bubble.reactions, [from]: emoji || undefined };
    });
  }

  edit(wamid: string, content: Content): void {
    this.#change(wamid, (bubble) => Object.assign(bubble, { content, edited: true }));
  }

  revoke(wamid: string): void {
    this.#change(wamid, (bubble) => Object.assign(bubble, { revoked: true }));
  }

  reset(): void {
    this.#conversations.clear();
    this.#owners.clear();
    this.cleared.next();
  }

  #opened(chat: Chat): Conversation {
    const key = chatKey(chat);
    const conversation = this.#conversations.get(key) ?? { chat, key, bubbles: [] };
    this.#conversations.delete(key);
    this.#conversations.set(key, conversation);
    const [oldest] = this.#conversations.values();
    if (oldest && this.#conversations.size > keptChats) {
      this.#conversations.delete(oldest.key);
      this.#forget(oldest.bubbles);
    }
    return conversation;
  }

  #forget(bubbles: readonly Bubble[]): void {
    for (const { wamid } of bubbles) this.#owners.delete(wamid);
  }

  #at(wamid: string, work: (conversation: Conversation, bubble: Bubble) => void): void {
    const conversation = this.#owners.get(wamid);
    const bubble = conversation?.bubbles.findLast((one) => one.wamid === wamid);
    if (conversation && bubble) work(conversation, bubble);
  }

  #change(wamid: string, change: (bubble: Bubble) => void): void {
    this.#at(wamid, ({ key }, bubble) => {
      change(bubble);
      this.#changes.next({ chat: key, type: 'bubble', data: bubble });
    });
  }

  /** Ticks never go back, whatever order they arrive in. */
  #move(chat: string, bubble: Bubble, status: BubbleStatus): void {
    if (statusesInOrder.indexOf(status) <= statusesInOrder.indexOf(bubble.status)) return;
    bubble.status = status;
    bubble.times[status] = this.clock.date().toISOString();
    this.#changes.next({ chat, type: 'bubble', data: bubble });
  }
}
