/** A list that forgets its oldest entries, a tenth at a time, once there are more than `kept`. */
export class Ledger<Entry> extends Array<Entry> {
  readonly #kept: number;

  /** What `map` and the like make is an ordinary array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  constructor(kept: number) {
    super();
    this.#kept = kept;
  }

  override push(...entries: Entry[]): number {
    super.push(...entries);
    if (this.length > this.#kept)
      this.splice(0, Math.max(this.length - this.#kept, Math.floor(this.#kept / 10)));
    return this.length;
  }
}
