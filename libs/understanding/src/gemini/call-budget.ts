/** Whose calls of the day are used up. */
export interface UsedUp {
  whose: 'person' | 'everybody';
  /** It is the first call of the day that is refused for this. */
  isNews: boolean;
}

/** How many calls of the model a day may cost. */
export interface CallBudget {
  /**
   * Counts one call.
   *
   * @param person opaque key; without one, the call counts for all only
   * @returns what is used up, in which case the call may not be made
   */
  take(person: string | undefined, now: Date): Promise<UsedUp | undefined>;
}

/**
 * Counts in this process, by UTC days: with several replicas each has the whole budget, and a restart begins anew. That
 * guards against one person or a loop using up everything; the hard limit on costs is the one set at Google.
 */
export class ProcessCallBudget implements CallBudget {
  #day = '';
  #all = 0;
  readonly #ofPerson = new Map<string, number>();

  constructor(private readonly perDay: { person: number; everybody: number }) {}

  take(person: string | undefined, now: Date): Promise<UsedUp | undefined> {
    return Promise.resolve(this.#take(person, now));
  }

  #take(person: string | undefined, now: Date): UsedUp | undefined {
    this.#startDay(now.toISOString().slice(0, 10));
    // Beyond the budget for all, people are not counted any more: that bounds the map.
    if (this.#all >= this.perDay.everybody) {
      return { whose: 'everybody', isNews: this.#all++ === this.perDay.everybody };
    }
    if (person !== undefined) {
      const calls = (this.#ofPerson.get(person) ?? 0) + 1;
      this.#ofPerson.set(person, calls);
      if (calls > this.perDay.person) {
        return { whose: 'person', isNews: calls === this.perDay.person + 1 };
      }
    }
    this.#all++;
    return undefined;
  }

  #startDay(day: string): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#all = 0;
    this.#ofPerson.clear();
  }
}
