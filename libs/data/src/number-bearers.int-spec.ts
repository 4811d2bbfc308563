import fc from 'fast-check';

import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { NumberFacts } from '../test/number-facts.ts';
import { history, type Told } from '../test/number-history.ts';
import { openStores, type TestStores } from '../test/test-stores.ts';
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
        for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
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
          expect([...named].length).toBeLessThanOrEqual(1);
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
            if (bearer !== undefined && rowOf.has(bearer))
              expect([number, at, bearer, row]).toEqual([number, at, bearer, rowOf.get(bearer)]);
            if (bearer === undefined) {
              const [whose] = [...rowOf].find(([, one]) => one === row) ?? [];
              const may = facts.mayBeOf(number, at);
              if (whose !== undefined) expect([number, at, whose]).toEqual([number, at, may]);
            }
          }
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60), seed: Number(process.env['SEED'] ?? 1), verbose: 0 },
    );
  });
});
