/** Work about one person is done piece by piece, in order; people do not wait for each other. */
export class Lanes {
  readonly #ends = new Map<string, Promise<void>>();

  /** @param people whom the work is about: it waits for what is under way about each of them */
  enter(people: readonly string[], work: () => Promise<void>): void {
    const ahead = Promise.all(people.flatMap((person) => this.#ends.get(person) ?? []));
    const turn = ahead.then(work).finally(() => {
      for (const person of people) if (this.#ends.get(person) === turn) this.#ends.delete(person);
    });
    for (const person of people) this.#ends.set(person, turn);
  }
}
