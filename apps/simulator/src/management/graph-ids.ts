import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';

/** Ids of what is made here: digits, different after each start, and small enough for webhooks, which write some as numbers. */
@Injectable()
export class GraphIds {
  #last = 0;

  constructor(private readonly clock: Clock) {}

  next(): string {
    this.#last = Math.max(this.#last + 1, this.clock.now() * 1_000);
    return String(this.#last);
  }
}
