import { rulesSchema } from '../rules/rules.ts';
import { type Mishap, mishapsOf } from './mishaps.ts';

const turns = Array.from({ length: 10_000 }, (_, turn) => turn);

function count(rules: object, mishap: Mishap): number {
  const values = rulesSchema.parse(rules);
  return turns.filter((turn) => mishapsOf(values, turn).includes(mishap)).length;
}

describe('the mishaps of a webhook', () => {
  it('do not happen unasked', () => {
    expect(turns.flatMap((turn) => mishapsOf(rulesSchema.parse({}), turn))).toEqual([]);
  });

  it.each([
    ['lost', { lost: 0.2 }],
    ['late', { late: 0.2 }],
    ['reordered', { reordered: 0.2 }],
    ['duplicated', { duplicates: 0.2 }],
    ['wrong signature first', { wrongSignatures: 0.2 }],
  ] as const)('happen as often as the rule says: %s', (mishap, rules) => {
    expect(Math.abs(count(rules, mishap) - 2_000)).toBeLessThan(200);
    expect(count({ ...rules, seed: -77 }, mishap)).not.toBe(0);
  });

  it('are the same for the same seed, and others for another', () => {
    const choices = (seed: number): string =>
      turns.map((turn) => mishapsOf(rulesSchema.parse({ duplicates: 0.5, late: 0.5, seed }), turn)).join();
    expect(choices(7)).toBe(choices(7));
    expect(choices(8)).not.toBe(choices(7));
  });

  it('do not go hand in hand', () => {
    const values = rulesSchema.parse({ duplicates: 0.5, late: 0.5 });
    const both = turns.filter((turn) => mishapsOf(values, turn).length === 2).length;
    expect(Math.abs(both - 2_500)).toBeLessThan(250);
  });

  it('are no others for what is lost', () => {
    expect(mishapsOf(rulesSchema.parse({ lost: 1, late: 1, duplicates: 1 }), 3)).toEqual(['lost']);
  });
});
