import { createHash } from 'node:crypto';

/**
 * Choices by chance that are the same for the same seed. Each `purpose` has a sequence of its own, so that leaving out one
 * sort of fault changes nothing about the others.
 */
export class Random {
  #state: number;

  constructor(seed: number, purpose: string) {
    this.#state = createHash('sha256').update(`${seed} ${purpose}`).digest().readUInt32LE();
  }

  /** From `least` up to, but not including, `below`. */
  between(least: number, below: number): number {
    return least + this.#next() * (below - least);
  }

  /** A whole number; both ends can come. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** Throws when there is nothing to choose from. */
  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.whole(0, choices.length - 1)];
    if (chosen === undefined) throw new Error('Nothing to choose from');
    return chosen;
  }

  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => ({ thing, place: this.#next() }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ thing }) => thing);
  }

  /** A linear congruential generator, modulo 2^32 with the multiplier of Numerical Recipes; its high bits are random enough here. */
  #next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}
