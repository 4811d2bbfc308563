const capacity = 45;
const refillMs = 6_000;

/** A bucket of 45 messages for each pair of number and person, which gains one every six seconds until it is full. */
export class PairBucket {
  /** When each pair's bucket is full again: a pair that is not here has a full one. */
  readonly #fullAt = new Map<string, number>();

  /** @param now in milliseconds. @returns whether a message may pass, which it then counts */
  take(pair: string, now: number): boolean {
    const fullAt = Math.max(this.#fullAt.get(pair) ?? now, now);
    // Each message missing from the bucket takes `refillMs` to come back.
    if (fullAt - now > (capacity - 1) * refillMs) return false;
    this.#fullAt.set(pair, fullAt + refillMs);
    return true;
  }

  clear(): void {
    this.#fullAt.clear();
  }
}
