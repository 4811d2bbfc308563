import fc from 'fast-check';

import type { Identity } from '../src/contact.store.ts';

/** One thing that WhatsApp tells: a message, or one that announces new names. */
export interface Told {
  person: number;
  /** Minutes. */
  at: number;
  from: Identity;
  /** Index of the number, whatever its spelling. */
  number?: number;
  becomes?: Identity;
  becomesNumber?: number;
  /** What comes before it: otherwise nobody could tell who it is from. */
  after: Told[];
  /** Its place in the order of arrival. */
  arrival: number;
}

const numbers = [['5531987654321', '553187654321'], ['16505550002']] as const;

const action = fc.record({
  person: fc.nat({ max: 3 }),
  number: fc.nat({ max: numbers.length - 1 }),
  what: fc.constantFrom('write', 'write', 'write', 'take', 'take', 'change'),
  form: fc.constantFrom('both', 'number', 'number', 'userId'),
  spelling: fc.nat({ max: 1 }),
  tellsUserId: fc.boolean(),
  arrival: fc.nat({ max: 999 }),
});
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/**
 * What some people did with some numbers, in the order in which WhatsApp tells it. Each person who takes a number says so, by a message with
 * their user id or by announcing it; who loses it by that says nothing.
 */
export const history: fc.Arbitrary<Told[]> = fc
  .array(action, { minLength: 3, maxLength: 10 })
  .map((actions) => inOrderOfArrival(play(actions)));

function play(actions: Action[]): Told[] {
  const told: Told[] = [];
  const people = Array.from({ length: 4 }, (_, index) => ({
    index,
    renewals: 0,
    number: undefined as number | undefined,
    had: new Set<number>(),
    mustTell: false,
    began: undefined as Told | undefined,
  }));
  const bearers = new Set<string>();
  /** The messages that told the new user ids of who came to it by a change that did not. */
  const tellings: Told[] = [];
  const toldOf = (number: number): Told[] => tellings.filter((one) => one.number === number);
  for (const [step, { what, form, ...chosen }] of actions.entries()) {
    const person = people[chosen.person];
    if (!person) continue;
    const at = (step + 1) * 10;
    const spell = (number: number): string =>
      numbers[number]?.[chosen.spelling] ?? numbers[number]?.[0] ?? '';
    const userId = (): string => `BR.${person.index}x${person.renewals}`;
    const take = (number: number): void => {
      for (const other of people) if (other.number === number) other.number = undefined;
      person.number = number;
      person.had.add(number);
    };
    const base = { person: person.index, at, arrival: chosen.arrival, after: [] as Told[] };
    // Who has not told their new user id yet cannot be told from who takes the number after them.
    const isFree = !people.some((other) => other.number === chosen.number && other.mustTell);
    if (what === 'take' && isFree && !person.mustTell && !person.had.has(chosen.number)) {
      take(chosen.number);
      person.began = {
        ...base,
        after: [...toldOf(chosen.number)],
        from: { phone: spell(chosen.number), bsuid: userId() },
        number: chosen.number,
      };
      bearers.add(`${chosen.number} ${person.index}`);
      told.push(person.began);
    } else if (what === 'change' && isFree && person.number !== undefined && !person.had.has(chosen.number)) {
      if (person.mustTell) continue;
      const left = person.number;
      const from = form === 'number' ? { phone: spell(left) } : { phone: spell(left), bsuid: userId() };
      const isAmbiguous =
        form === 'number' &&
        (chosen.tellsUserId ||
          [...bearers].some((one) => one.startsWith(`${left} `) && one !== `${left} ${person.index}`));
      const after = [
        ...(isAmbiguous && person.began ? [person.began] : []),
        ...toldOf(left),
        ...toldOf(chosen.number),
      ];
      person.renewals++;
      const becomes = { phone: spell(chosen.number), bsuid: chosen.tellsUserId ? userId() : undefined };
      person.mustTell = !chosen.tellsUserId;
      take(chosen.number);
      bearers.add(`${chosen.number} ${person.index}`);
      const change = { ...base, from, number: left, becomes, becomesNumber: chosen.number, after };
      told.push(change);
      person.began = change;
    } else {
      const { number } = person;
      const isBoth = form === 'both' || person.mustTell;
      if (number === undefined || (form === 'userId' && !isBoth)) {
        if (person.mustTell) continue;
        told.push({ ...base, from: { bsuid: userId() } });
        continue;
      }
      const phone = spell(number);
      const after = toldOf(number);
      const one = { ...base, after, from: isBoth ? { phone, bsuid: userId() } : { phone }, number };
      if (person.mustTell) tellings.push(one);
      person.mustTell = false;
      told.push(one);
    }
  }
  return told;
}

function inOrderOfArrival(told: Told[]): Told[] {
  const placeOf = (one: Told): number =>
    Math.max(one.arrival, ...one.after.map((before) => placeOf(before) + 0.1));
  return told.toSorted((one, other) => placeOf(one) - placeOf(other) || one.at - other.at);
}
