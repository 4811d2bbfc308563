import fc from 'fast-check';

import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { NumberFacts } from '../test/number-facts.ts';
import { history, type Told } from '../test/number-history.ts';
import { openStores, type TestStores } from '../test/test-stores.ts';
import type { Identity } from './contact.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();
const dayBegan = Math.floor((Date.now() - 86_400_000) / 1_000) * 1_000;
const spellings = ['5531987654321', '16505550002'] as const;

describe('whose number it was', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let userIds: UserIdChangeStore;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    userIds = new UserIdChangeStore(stores.database, stores.contacts, sealer);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });

  async function empty(): Promise<void> {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  }
  const record = async ({ from, becomes, at }: Pick<Told, 'from' | 'becomes' | 'at'>): Promise<string> => {
    const sentAt = new Date(dayBegan + at * 60_000);
    const { id, contactId } = await stores.inbound.record({
      wamid: newWamid(),
      from,
      becomes,
      kind: 'text',
      text: 'hi',
      sentAt,
    });
    if (becomes)
      await stores.database.transaction((tx) =>
        userIds.rename(tx, contactId, { previous: from, current: becomes, occurredAt: sentAt }),
      );
    return id;
  };
  const senderOf = async (id: string): Promise<string> =>
    (await stores.database.inboundMessage.findUniqueOrThrow({ where: { id } })).contactId;

  it('is known from whatever is told in any order, and nobody gets what is from somebody else', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (told) => {
        await empty();
        const messages: { one: Told; id: string; arrived: number }[] = [];
        for (const [arrived, one] of told.entries()) messages.push({ one, id: await record(one), arrived });

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
