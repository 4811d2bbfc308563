const minuteMs = 60_000;
const minutesOfHour = 60;

/** How often something happened in the last hour, minute by minute. */
export class HourCount {
  readonly #minutes = new Map<number, number>();

  add(now: number): void {
    const minute = Math.floor(now / minuteMs);
    this.#minutes.set(minute, (this.#minutes.get(minute) ?? 0) + 1);
  }

  at(now: number): number {
    this.#forget(now);
    let count = 0;
    for (const ofMinute of this.#minutes.values()) count += ofMinute;
    return count;
  }

  /** In how many minutes there are fewer than `limit`. */
  minutesUntilBelow(limit: number, now: number): number {
    let count = this.at(now);
    for (const [minute, ofMinute] of this.#minutes) {
      if (count < limit) break;
      count -= ofMinute;
      if (count < limit) return minute + minutesOfHour - Math.floor(now / minuteMs);
    }
    return 0;
  }

  /** Minutes were added in their order, so the oldest come first. */
  #forget(now: number): void {
    const oldest = Math.floor(now / minuteMs) - minutesOfHour;
    for (const minute of this.#minutes.keys()) {
      if (minute > oldest) break;
      this.#minutes.delete(minute);
    }
  }
}
