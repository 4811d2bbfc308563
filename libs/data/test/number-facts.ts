import type { Told } from './number-history.ts';

interface Had {
  person: number;
  at: number;
  userId?: string;
  /** Known only from leaving it: since when is not known, but nobody else is known to have had it in between. */
  isNotice: boolean;
}

/** What is known of the bearers of a number from what was told so far; it holds no rows and knows nothing of how the stores keep it. */
export class NumberFacts {
  constructor(private readonly told: Told[]) {}

  /** Everything that says that somebody had that number at a time, in the order of time. */
  #had(number: number): Had[] {
    const facts: Had[] = [];
    for (const one of this.told) {
      const { person, at, from, becomes } = one;
      const userId = from.bsuid;
      if (becomes && one.number === number) facts.push({ person, at: at - 0.001, userId, isNotice: !userId });
      if (becomes && one.becomesNumber === number)
        facts.push({ person, at, userId: becomes.bsuid, isNotice: false });
      if (!becomes && one.number === number && userId) facts.push({ person, at, userId, isNotice: false });
    }
    return facts.toSorted((one, other) => one.at - other.at);
  }

  /** @param userId where only that one counts: which others are the same person's may not be told yet */
  #isAt(person: number, number: number, from: number, to: number, userId?: string): boolean {
    return [0, 1].some(
      (other) =>
        other !== number &&
        this.#had(other).some(
          (fact) =>
            fact.person === person &&
            (userId ?? fact.userId) === fact.userId &&
            fact.at > from &&
            fact.at <= to,
        ),
    );
  }

  #leftBetween({ person, at }: Had, number: number, to: number, userId?: string): boolean {
    return (
      this.#isAt(person, number, at, to, userId) ||
      this.told.some(
        (one) => one.person === person && one.becomes && one.number === number && one.at > at && one.at <= to,
      )
    );
  }

  /** The last who is known to have had it before, unless they had left it again by then. */
  bearerAt(number: number, at: number): number | undefined {
    const had = this.#had(number);
    const last = had.findLast((fact) => fact.at <= at);
    if (last && !this.#leftBetween(last, number, at)) return last.person;
    const next = had.find((fact) => fact.at > at);
    return next?.isNotice ? next.person : undefined;
  }

  /** As `bearerAt`; where nobody is known before: the next, as long as they are known by nothing else, and still have it. */
  mayBeOf(number: number, at: number): number | undefined {
    const bearer = this.bearerAt(number, at);
    if (bearer !== undefined) return bearer;
    const had = this.#had(number);
    const next = had.find((fact) => fact.at > at);
    if (!next) return undefined;
    // Who says that they leave it had it until then.
    if (this.told.some(({ becomes, at: leftAt }) => becomes && leftAt - 0.001 === next.at))
      return next.person;
    const isPresent =
      had.every(({ person, at: later }) => person === next.person || later < next.at) &&
      !this.#leftBetween(next, number, Infinity, next.userId);
    const hadAnother = [0, 1].some((other) => {
      const facts = other === number ? [] : this.#had(other).filter((fact) => fact.at < next.at);
      const last = facts.findLast((fact) => fact.at <= at);
      // Which user ids are one person's may not be told yet.
      return [...facts.filter((fact) => fact.at > at), ...(last ? [last] : [])].some(
        ({ person, userId }) => person === next.person && userId === next.userId,
      );
    });
    return isPresent && !hadAnother ? next.person : undefined;
  }

  /** Whether anything says that the number passed on between two moments. */
  separates(number: number, from: number, to: number): boolean {
    return this.#had(number).some(({ at }) => at > from && at < to);
  }
}
