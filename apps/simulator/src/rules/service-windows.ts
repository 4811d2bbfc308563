import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import type { Chat } from '../chat.ts';
import { chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import { Rules } from './rules.ts';

const windowMs = 24 * 3_600_000;

/** Until when the business may write freely: 24 hours from the person's last message or call. */
@Injectable()
export class ServiceWindows {
  /** Tells the key of each chat whose window is open for longer than before. */
  readonly extended = new Subject<string>();
  readonly #heardAt = new Map<string, number>();
  #startedAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {
    this.#startedAt = clock.now();
  }

  heard(chat: Chat): void {
    this.#heardAt.set(chatKey(chat), this.clock.now());
    this.extended.next(chatKey(chat));
  }

  hasWritten(chat: Chat): boolean {
    return this.#heardAt.has(chatKey(chat));
  }

  /** In milliseconds; undefined when the person never wrote. */
  endOf(chat: Chat): number | undefined {
    const heardAt =
      this.#heardAt.get(chatKey(chat)) ?? (this.rules.now.strangersWrote ? this.#startedAt : undefined);
    return heardAt === undefined ? undefined : heardAt + windowMs;
  }

  /** Nobody has written. */
  reset(): void {
    this.#heardAt.clear();
    this.#startedAt = this.clock.now();
  }

  isOpen(chat: Chat): boolean {
    return this.clock.now() < (this.endOf(chat) ?? 0);
  }
}
