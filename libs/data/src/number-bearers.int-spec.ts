import fc from 'fast-check';

import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { NumberFacts } from '../test/number-facts.ts';
import { history, type Told } from '../test/number-history.ts';
import { openStores, type TestStores } from '../test/test-stores.ts';
import type { Identity } from './contact.store.ts';
import type { RecordedInbound } from './inbound.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();
const dayBegan = Math.floor((Date.now() - 86_400_000) / 1_000) * 1_000;
const spellings = ['5531987654321', '16505550002'] as const;

describe('whose number it was', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let elsewhere: TestStores;
  let userIds: UserIdChangeStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    elsewhere = openStores(testDatabase.url);
    userIds = new UserIdChangeStore(stores.database, stores.contacts, sealer);
  });
  afterAll(async () => {
    await stores.close();
    await elsewhere.close();
    await testDatabase.drop();
  });

  async function empty(): Promise<void> {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  }
  const timeOf = (minutes: number): Date => new Date(dayBegan + minutes * 60_000);
  type Message = Pick<Told, 'from' | 'becomes' | 'at'>;
  const recordOnly = ({ from, becomes, at }: Message, by = stores): Promise<RecordedInbound> =>
    by.inbound.record({ wamid: newWamid(), from, becomes, kind: 'text', text: 'hi', sentAt: timeOf(at) });
  /** As it is when it is the message's turn. */
  const rename = async ({ from, becomes, at }: Message, contactId: string): Promise<void> => {
    const change = becomes && { previous: from, current: becomes, occurredAt: timeOf(at) };
    if (change) await stores.database.transaction((tx) => userIds.rename(tx, contactId, change));
  };
  const record = async (message: Message): Promise<string> => {
    const { id, contactId } = await recordOnly(message);
    await rename(message, contactId);
    return id;
  };
  /** Each group at once, of which a process records the first by itself; who changed their names has their turn after the next group. */
  const recordTogether = async (groups: Told[][], by: TestStores[]): Promise<string[]> => {
    const ids: string[] = [];
    let turns: (() => Promise<void>)[] = [];
    for (const group of groups) {
      const recorded = await Promise.all(group.map((one, at) => recordOnly(one, by[at % by.length])));
      for (const turn of turns) await turn();
      turns = group.map((one, at) => () => rename(one, recorded[at]!.contactId));
      ids.push(...recorded.map(({ id }) => id));
    }
    for (const turn of turns) await turn();
    return ids;
  };
  const groupsOf = (told: Told[], size: number): Told[][] =>
    told.flatMap((_, at) => (at % size === 0 ? [told.slice(at, at + size)] : []));
  const senderOf = async (id: string): Promise<string> =>
    (await stores.database.inboundMessage.findUniqueOrThrow({ where: { id } })).contactId;

  it.each([1, 5])(
    'is known from whatever is told in any order, %d at once, and nobody gets what is from somebody else',
    async (size) => {
      await fc.assert(
        fc.asyncProperty(history, async (told) => {
          await empty();
          const ids = await recordTogether(groupsOf(told, size), [stores]);
          const messages = told.map((one, arrived) => ({ one, id: ids[arrived]!, arrived }));

          expect(await stores.database.inboundMessage.count()).toBe(told.length);
          const rows = new Map<string, typeof messages>();
          for (const message of messages) {
            const row = await senderOf(message.id);
            rows.set(row, [...(rows.get(row) ?? []), message]);
          }
          const rowOf = new Map<number, string>();
          const known = told.map((_, index) => new NumberFacts(told.slice(0, index + 1)));
          for (const [row, theirs] of rows) {
            const named = new Set(theirs.filter(({ one }) => one.from.bsuid).map(({ one }) => one.person));
            expect(named.size).toBeLessThanOrEqual(1);
            const [bearer] = named;
            if (bearer !== undefined) {
              // All that somebody wrote under a user id is together.
              expect([bearer, rowOf.get(bearer)]).toEqual([bearer, undefined]);
              rowOf.set(bearer, row);
            }
            for (const { one, arrived } of theirs) {
              if (one.from.bsuid) continue;
              for (const other of theirs.filter(({ one: { person } }) => person !== one.person)) {
                if (bearer === undefined) {
                  const facts = known[Math.max(arrived, other.arrived)]!;
                  const [first, last] = [one.at, other.one.at].toSorted((a, b) => a - b) as [number, number];
                  expect(facts.separates(one.number!, first, last)).toBe(false);
                } else if (one.person !== bearer) {
                  const may = known.slice(arrived).map((facts) => facts.mayBeOf(one.number!, one.at));
                  expect([one.at, may.includes(bearer)]).toEqual([one.at, true]);
                }
              }
            }
          }
          const facts = new NumberFacts(told);
          for (const [number, phone] of spellings.entries()) {
            const about = told.filter((one) => one.number === number || one.becomesNumber === number);
            for (const at of [5, ...about.map((one) => one.at + 5)]) {
              const row = await senderOf(await record({ from: { phone }, at }));
              const bearer = facts.bearerAt(number, at);
              // Strangers whose messages are from different times cannot be divided: they stay nobody's.
              const isUnnamed = rows.has(row) && ![...rowOf.values()].includes(row);
              if (bearer !== undefined && rowOf.has(bearer) && !isUnnamed)
                expect([number, at, bearer, row]).toEqual([number, at, bearer, rowOf.get(bearer)]);
              if (bearer === undefined) {
                const [whose] = [...rowOf].find(([, one]) => one === row) ?? [];
                const may = facts.mayBeOf(number, at);
                if (whose !== undefined) expect([number, at, whose]).toEqual([number, at, may]);
              }
            }
          }
        }),
        // The same ones each time.
        { numRuns: size === 1 ? 20 : 60, seed: 2 },
      );
    },
  );

  it('divides nobody, and makes nobody one with another, who write to two processes at once', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        await empty();
        const groups: Told[][] = [[]];
        for (const one of told) {
          const group = groups.at(-1)!;
          if (group.length < 4 && !one.after.some((before) => group.includes(before))) group.push(one);
          else groups.push([one]);
        }
        const ids = await recordTogether(groups, [stores, elsewhere]);

        const bearers = new Set<string>();
        for (const [at, { from, person }] of told.entries())
          if (from.bsuid) bearers.add(`${person} ${await senderOf(ids[at]!)}`);
        const of = (index: number): string[] => [...bearers].map((one) => one.split(' ')[index]!);
        expect([of(0), of(1)].map((all) => new Set(all).size)).toEqual([bearers.size, bearers.size]);
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  describe('by messages that come in the wrong order:', () => {
    beforeEach(empty);

    const [p1, p2, p9] = ['16505550001', '16505550002', '16505550009'];
    const [longer, shorter] = ['5531987654321', '553187654321'];
    const wrote = async (from: Identity, at: number, becomes?: Identity): Promise<string> =>
      senderOf(await record({ from, at, becomes }));

    it('an old message takes the number from nobody who has it', async () => {
      await wrote({ phone: p1, bsuid: 'US.E' }, 7);
      await wrote({ phone: p9, bsuid: 'US.F' }, 1);
      const fred = await wrote({ phone: p1, bsuid: 'US.F' }, 10);

      expect(await wrote({ phone: p1 }, 4)).not.toBe(fred);
      expect(await wrote({ phone: p1 }, 20)).toBe(fred);
    });

    it.each<[string, Identity, number]>([
      ['alone', { phone: p1 }, -5],
      ['with a user id', { phone: p1, bsuid: 'US.D' }, -5],
    ])('who had it before the one who left is a former one, by the number %s', async (_, from, at) => {
      const anna = await wrote({ phone: p1, bsuid: 'US.A' }, 0);
      await wrote({ phone: p1, bsuid: 'US.A' }, 20, { phone: p2, bsuid: 'US.A2' });
      const before = await wrote(from, at);
      const ben = await wrote({ phone: p1, bsuid: 'US.B' }, 300);

      expect(new Set([anna, before, ben]).size).toBe(3);
      expect(await wrote({ phone: p1 }, 400)).toBe(ben);
    });

    it('what is older than two who had it is from neither', async () => {
      const eve = await wrote({ phone: p1, bsuid: 'US.E' }, 7);
      const fred = await wrote({ phone: p1, bsuid: 'US.F' }, 10);

      expect([eve, fred]).not.toContain(await wrote({ phone: p1 }, 4));
    });

    it.each([[[4, 10]], [[10, 4]]])('what is older than the only one is theirs: %p', async (order) => {
      for (const at of order) await wrote(at === 10 ? { phone: p1, bsuid: 'US.F' } : { phone: p1 }, at);

      expect(await stores.database.contact.count()).toBe(1);
    });

    it('what is older than two who had it leaves it to the second when it is told between them', async () => {
      await wrote({ phone: p1 }, 4);
      const fred = await wrote({ phone: p1, bsuid: 'US.F' }, 10);
      await wrote({ phone: p1, bsuid: 'US.E' }, 7);

      expect(await wrote({ phone: p1 }, 20)).toBe(fred);
    });

    it.each<[string, [Identity, number, Identity?][]]>([
      ['at once', [[{ phone: p1 }, 10, { phone: p2, bsuid: 'US.A2' }]]],
      [
        'later',
        [
          [{ phone: p1 }, 10, { phone: p2 }],
          [{ phone: p2, bsuid: 'US.A2' }, 20],
        ],
      ],
    ])('who left it is who wrote before, where the new user id is told %s', async (_, told) => {
      for (const one of told) await wrote(...one);
      const anna = await wrote({ phone: p1 }, 5);

      expect(await wrote({ phone: p2, bsuid: 'US.A2' }, 600)).toBe(anna);
      expect(await wrote({ phone: p1 }, 700)).not.toBe(anna);
    });

    it('who had it earlier than was known has it from then on', async () => {
      await wrote({ phone: p1, bsuid: 'US.E' }, 7);
      const fred = await wrote({ phone: p1, bsuid: 'US.F' }, 20);
      await wrote({ phone: p1, bsuid: 'US.F' }, 10);

      expect(await wrote({ phone: p1 }, 15)).toBe(fred);
    });

    it('who is told between two others had it between them', async () => {
      await wrote({ phone: p1, bsuid: 'US.F' }, 10);
      await wrote({ phone: p1, bsuid: 'US.D' }, 3);
      const eve = await wrote({ phone: p1, bsuid: 'US.E' }, 7);

      expect(await wrote({ phone: p1 }, 8)).toBe(eve);
    });

    it('who was known without it before had it all the same', async () => {
      const dan = await wrote({ bsuid: 'US.D' }, 1);
      await wrote({ phone: p1, bsuid: 'US.F' }, 10);
      await wrote({ phone: p1, bsuid: 'US.D' }, 3);

      expect(await wrote({ phone: p1 }, 4)).toBe(dan);
    });

    it('who had another one in between has the one before no longer', async () => {
      const anna = await wrote({ phone: p2, bsuid: 'US.A' }, 0);
      const ben = await wrote({ phone: p1, bsuid: 'US.B' }, 15);
      expect(await wrote({ phone: p1, bsuid: 'US.A' }, 10)).toBe(anna);

      expect(await wrote({ phone: p2 }, 20)).not.toBe(anna);
      expect(await wrote({ phone: p2 }, 5)).toBe(anna);
      expect(await wrote({ phone: p1 }, 12)).toBe(anna);
      expect(await wrote({ phone: p1 }, 20)).toBe(ben);
      const row = await stores.database.contact.findUniqueOrThrow({ where: { id: anna } });
      expect(stores.contacts.open(row).phone).toBeUndefined();
    });

    it('its spelling makes no difference', async () => {
      const eve = await wrote({ phone: shorter, bsuid: 'BR.E' }, 7);
      await wrote({ phone: longer, bsuid: 'BR.F' }, 10);
      await wrote({ phone: longer, bsuid: 'BR.D' }, 3);

      expect(await wrote({ phone: longer }, 8)).toBe(eve);
      expect(await wrote({ phone: shorter }, 8)).toBe(eve);
    });
  });
});
