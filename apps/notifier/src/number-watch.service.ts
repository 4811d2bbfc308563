import { Injectable, Logger } from '@nestjs/common';

import { NumberStore } from '#data';
import { reactionTo } from '#whatsapp';

import { BusinessNumber } from './business-number.ts';

/** So long after a warning that places for people are used up, another one is news: places come free and are taken all day. */
const warnAgainMs = 24 * 3_600_000;

/** Tells people on call when nothing is sent, or nothing but answers, or no templates, and tries a new token at once. */
@Injectable()
export class NumberWatch {
  readonly #logger = new Logger('number');
  #warning?: string;
  #placesWarning?: string;
  #warnedOfPlacesAtMs = -Infinity;

  constructor(
    private readonly numbers: NumberStore,
    private readonly number: BusinessNumber,
  ) {}

  get warning(): string | undefined {
    return [this.#warning, this.#placesWarning].filter(Boolean).join('; ') || undefined;
  }

  async look(): Promise<void> {
    const open = await this.numbers.breaker(this.number.id);
    const heldUntil = await this.numbers.heldUntil(this.number.id);
    const warning = open
      ? `nothing is sent since ${open.openedAt.toISOString()}: ${whyNot(open.code)}`
      : heldUntil &&
        `nothing but answers is sent until ${heldUntil.toISOString()}: WhatsApp restricts the number`;
    if (warning !== this.#warning) {
      if (warning === undefined) this.#logger.log({ message: 'messages are sent again' });
      else this.#logger.error({ message: warning });
    }
    this.#warning = warning;
    if (open) await this.numbers.retryWith(this.number.id, this.number.tokenFingerprint());
    await this.#lookAtPlaces();
  }

  async #lookAtPlaces(): Promise<void> {
    const reached = await this.numbers.peopleReached(this.number.id);
    const isFull = reached !== undefined && reached.count >= reached.perDay;
    this.#placesWarning = isFull
      ? `the ${reached.perDay} people whom WhatsApp lets the number write to first in 24 hours were reached: other templates wait, answers go on`
      : undefined;
    if (!isFull || performance.now() - this.#warnedOfPlacesAtMs < warnAgainMs) return;
    this.#warnedOfPlacesAtMs = performance.now();
    this.#logger.warn({ message: this.#placesWarning });
  }
}

function whyNot(code: number | null): string {
  if (code === null) return 'WhatsApp does not answer';
  const reaction = reactionTo(code);
  return reaction.kind === 'operator'
    ? `WhatsApp error ${code}. ${reaction.fix}`
    : `WhatsApp is out of order (error ${code})`;
}
