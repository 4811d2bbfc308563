import { faultNames, replicas } from './faults.ts';
import { planOf, type Say } from './plan.ts';
import { Random } from './random.ts';

const seeds = [1, 2, 3, 4, 5];
function perPerson(says: Say[]): Map<string, Say[]> {
  const groups = new Map<string, Say[]>();
  for (const say of says) groups.set(say.person, [...(groups.get(say.person) ?? []), say]);
  return groups;
}

describe('a plan', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planOf(7, 500)).toEqual(planOf(7, 500));
    expect(planOf(8, 500).says).not.toEqual(planOf(7, 500).says);
    expect(planOf(8, 500).faults).not.toEqual(planOf(7, 500).faults);
  });

  it.each(seeds)('has as many messages as were asked for, numbered person by person (seed %i)', (seed) => {
    const { says, durationMs } = planOf(seed, 1_000);
    expect(says).toHaveLength(1_000);
    expect(says.map(({ atMs }) => atMs)).toEqual(says.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    expect(says.at(-1)?.atMs).toBeLessThanOrEqual(durationMs);
    for (const theirs of perPerson(says).values()) {
      expect(theirs.map(({ number }) => number)).toEqual(theirs.map((_, at) => at + 1));
    }
  });

  it.each(seeds)(
    'stays under what WhatsApp lets one person get, and a number send and receive (seed %i)',
    (seed) => {
      const { says } = planOf(seed, 5_000);
      expect(Math.max(...[...perPerson(says).values()].map(({ length }) => length))).toBeLessThanOrEqual(45);
      const inSecond = says.map(
        ({ atMs }) => says.filter((one) => one.atMs > atMs - 1_000 && one.atMs <= atMs).length,
      );
      expect(Math.max(...inSecond)).toBeLessThanOrEqual(31);
    },
  );

  it('has single messages, bursts and files', () => {
    const { says } = planOf(1, 1_000);
    const runs = says.filter(({ person }, at) => at > 0 && says[at - 1]?.person === person).length;
    expect(runs).toBeGreaterThan(50);
    expect(runs).toBeLessThan(700);
    expect(says.some(({ hasFile }) => hasFile)).toBe(true);
  });

  it.each(seeds)('kills every replica once, and has every sort of fault (seed %i)', (seed) => {
    const { faults, webhooks } = planOf(seed, 1_000);
    const killed = faults.flatMap((fault) =>
      fault.kind === 'kill' ? [`${fault.role} ${fault.replica}`] : [],
    );
    const all = Object.entries(replicas).flatMap(([role, count]) =>
      Array.from({ length: count }, (_, at) => `${role} ${at}`),
    );
    expect(killed.toSorted()).toEqual(all.toSorted());
    const ofWebhooks = [
      webhooks.duplicates && 'duplicates',
      webhooks.reordered && 'swaps',
      webhooks.late && 'late',
    ];
    expect(new Set([...faults.map(({ name }) => name), ...ofWebhooks])).toEqual(new Set(faultNames));
  });

  it.each(faultNames)('leaves out %s when asked, and nothing else', (name) => {
    const all = planOf(3, 1_000);
    const { faults, webhooks, says } = planOf(3, 1_000, [name]);
    expect(says).toEqual(all.says);
    expect(faults).toEqual(all.faults.filter((fault) => fault.name !== name));
    const shares = { duplicates: 'duplicates', swaps: 'reordered', late: 'late' } as const;
    for (const [fault, share] of Object.entries(shares)) {
      expect(webhooks[share]).toBe(fault === name ? 0 : all.webhooks[share]);
    }
  });

  it.each(seeds)('lets every fault begin while messages come (seed %i)', (seed) => {
    const { faults, durationMs } = planOf(seed, 300);
    expect(Math.min(...faults.map(({ atMs }) => atMs))).toBeGreaterThan(0);
    expect(Math.max(...faults.map(({ atMs }) => atMs))).toBeLessThan(durationMs);
  });
});

describe('chance', () => {
  it('is spread over its range', () => {
    const random = new Random(1, 'spread');
    const drawn = Array.from({ length: 1_000 }, () => random.whole(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      expect(drawn.filter((one) => one === face).length).toBeGreaterThan(100);
    }
    expect(new Set(drawn).size).toBe(6);
  });

  it('shuffles without losing anything', () => {
    const things = Array.from({ length: 20 }, (_, at) => at);
    const shuffled = new Random(1, 'order').shuffled(things);
    expect(shuffled).not.toEqual(things);
    expect(shuffled.toSorted((one, other) => one - other)).toEqual(things);
  });
});
