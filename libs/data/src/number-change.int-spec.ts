import fc from 'fast-check';

import { createTestDatabase, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import type { Identity } from './contact.store.ts';
import { TaskStore } from './task.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();
const tasks = new TaskStore(sealer);
const [p1, p2, p3, p4, p5] = [
  '16505550001',
  '16505550002',
  '16505550003',
  '16505550004',
  '16505550005',
] as const;

describe('a new phone number', () => {
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
  afterEach(empty);

  async function empty(): Promise<void> {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  }
  const dayBegan = Date.now() - 86_400_000;
  /** That many minutes into the day. */
  const at = (minutes: number): Date => new Date(dayBegan + minutes * 60_000);
  const write = async (from: Identity, minutes: number, becomes?: Identity): Promise<string> => {
    const message = { wamid: newWamid(), from, becomes, kind: 'text', text: 'hi', sentAt: at(minutes) };
    return (await stores.inbound.record(message)).contactId;
  };
  /** Somebody with one task, known since the day began. */
  const known = async (from: Identity, title: string): Promise<string> => {
    const id = await write(from, 0);
    await stores.database.transaction((tx) => tasks.add(tx, id, { title }));
    await stores.database.contact.update({ where: { id }, data: { createdAt: at(0) } });
    return id;
  };
  /** As WhatsApp tells it, in a message. */
  const change = async (previous: Identity, current: Identity, minutes: number): Promise<void> => {
    const contactId = await write(previous, minutes, current);
    await stores.database.transaction((tx) =>
      userIds.rename(tx, contactId, { previous, current, occurredAt: at(minutes) }),
    );
  };
  /** Whose list somebody sees who writes so. */
  const listOf = async (from: Identity, minutes = 600): Promise<string[]> => {
    const open = await tasks.listOpen(stores.database, await write(from, minutes));
    return open.map(({ title }) => title ?? '').toSorted();
  };

  it('told late takes nothing from who has the former one by now, under a user id', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    const other = await write({ phone: p1, bsuid: 'US.B' }, 60);
    await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

    await change({ phone: p1 }, { phone: p2, bsuid: 'US.A2' }, 30);

    expect(await listOf({ phone: p1, bsuid: 'US.B' })).toEqual(['ben']);
    expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
    expect(await stores.database.userIdChange.findMany()).toMatchObject([
      { previousBlindIndex: sealer.blindIndex('bsuid', 'US.A') },
    ]);
  });

  it('told late takes nothing from who has the former one by now, where nobody is known to have had it', async () => {
    const other = await write({ phone: p1 }, 60);
    await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

    await change({ phone: p1 }, { phone: p2 }, 30);

    expect(await listOf({ phone: p1 })).toEqual(['ben']);
    expect(await listOf({ phone: p2 })).toEqual([]);
  });

  it.each<[string, [Identity, Identity, number][], Record<string, string[]>]>([
    [
      'of two people, the second of whom takes the number that the first left',
      [
        [{ phone: p1 }, { phone: p3 }, 10],
        [{ phone: p2 }, { phone: p1 }, 20],
      ],
      { [p3]: ['anna'], [p1]: ['ben'], [p2]: [] },
    ],
    [
      'of two people who swap theirs by way of a third number',
      [
        [{ phone: p2 }, { phone: p3 }, 10],
        [{ phone: p1 }, { phone: p2 }, 20],
        [{ phone: p3 }, { phone: p1 }, 30],
      ],
      { [p2]: ['anna'], [p1]: ['ben'], [p3]: [] },
    ],
    [
      'of two people, the second of whom takes a number that the first had for a while',
      [
        [{ phone: p1 }, { phone: p3 }, 10],
        [{ phone: p3 }, { phone: p4 }, 20],
        [{ phone: p2 }, { phone: p3 }, 30],
      ],
      { [p4]: ['anna'], [p3]: ['ben'], [p1]: [], [p2]: [] },
    ],
    [
      'of two people, the second of whom is not known before',
      [
        [{ phone: p1 }, { phone: p5 }, 10],
        [{ phone: p5 }, { phone: p3 }, 20],
        [{ phone: p4 }, { phone: p5 }, 30],
      ],
      { [p3]: ['anna'], [p2]: ['ben'], [p1]: [], [p4]: [], [p5]: [] },
    ],
    [
      'of one person, several times',
      [
        [{ phone: p1 }, { phone: p3 }, 10],
        [{ phone: p3 }, { phone: p4 }, 20],
      ],
      { [p4]: ['anna'], [p2]: ['ben'], [p1]: [], [p3]: [] },
    ],
  ])('%s, ends the same however it is told', async (_, changes, lists) => {
    const tellings = fc.shuffledSubarray([...changes, ...changes], { minLength: 2 * changes.length });
    await fc.assert(
      fc.asyncProperty(tellings, async (order) => {
        await empty();
        await known({ phone: p1 }, 'anna');
        await known({ phone: p2 }, 'ben');
        for (const one of order) await change(...one);

        for (const [phone, list] of Object.entries(lists))
          expect([phone, await listOf({ phone })]).toEqual([phone, list]);
      }),
      { numRuns: 12 },
    );
  });

  it('takes nothing from somebody known by that number alone before', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await known({ phone: p2 }, 'ben');

    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2, bsuid: 'US.A2' }, 10);

    expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
    // Until they tell their own new number, which WhatsApp says late.
    await change({ phone: p2 }, { phone: p3 }, 5);
    expect(await listOf({ phone: p3 })).toEqual(['ben']);
    expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
  });

  it('told by the next message takes nothing from somebody known by that number alone before', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await known({ phone: p2 }, 'ben');
    await userIds.apply({ previous: { bsuid: 'US.A' }, current: { bsuid: 'US.A2' }, occurredAt: at(10) });

    expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
    expect(await stores.database.contact.count()).toBe(2);
  });

  it('does not do so either when the former names are forgotten', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await known({ phone: p2 }, 'ben');
    await userIds.apply({ previous: { bsuid: 'US.A' }, current: { bsuid: 'US.A2' }, occurredAt: at(10) });
    await testDatabase.query('DELETE FROM former_name');

    expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
  });

  it.each([
    ['who moved on since', { phone: p1 }],
    ['of whom a message says so', { phone: p1, bsuid: 'US.A' }],
  ])('told late takes nothing from who became known under it after somebody %s', async (_, previous) => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await write({ phone: p3, bsuid: 'US.A' }, 20);
    const other = await write({ phone: p2, bsuid: 'US.B' }, 30);
    await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

    await change(previous, { phone: p2 }, 10);

    expect(await listOf({ phone: p2, bsuid: 'US.B' })).toEqual(['ben']);
    expect(await listOf({ phone: p3, bsuid: 'US.A' })).toEqual(['anna']);
  });

  it('gives nothing to whoever wrote from it before, also by the number alone', async () => {
    await known({ phone: p1 }, 'anna');
    await change({ phone: p1 }, { phone: p2 }, 10);

    expect(await listOf({ phone: p2 }, 5)).toEqual([]);
    expect(await listOf({ phone: p2 }, 20)).toEqual(['anna']);
  });

  it('keeps together what comes late from whoever had it before, until they tell where they went', async () => {
    await known({ phone: p1 }, 'anna');
    await change({ phone: p1 }, { phone: p2 }, 10);
    const before = await write({ phone: p2 }, 5);
    await stores.database.transaction((tx) => tasks.add(tx, before, { title: 'ben' }));

    expect(await write({ phone: p2 }, 6)).toBe(before);
    await change({ phone: p2 }, { phone: p3 }, 8);

    expect(await listOf({ phone: p3 })).toEqual(['ben']);
    expect(await listOf({ phone: p2 })).toEqual(['anna']);
  });

  it('of somebody not known yet is that of whoever wrote from the former one before, whose message comes late', async () => {
    await change({ phone: p1 }, { phone: p2 }, 10);
    const before = await write({ phone: p1 }, 5);
    await stores.database.transaction((tx) => tasks.add(tx, before, { title: 'anna' }));

    expect(await listOf({ phone: p1 }, 4)).toEqual(['anna']);
    expect(await listOf({ phone: p2 })).toEqual(['anna']);
    expect(await listOf({ phone: p1, bsuid: 'US.B' })).toEqual([]);
  });

  it('told late gives nothing of who is known to have had the former one since', async () => {
    const later = await write({ phone: p1, bsuid: 'US.E' }, 7);
    await stores.database.transaction((tx) => tasks.add(tx, later, { title: 'eve' }));
    await write({ phone: p1, bsuid: 'US.F' }, 10);
    await write({ phone: p1 }, 4);

    await change({ phone: p1 }, { phone: p5 }, 6);

    expect(await listOf({ phone: p5 })).toEqual([]);
    expect(await listOf({ phone: p5, bsuid: 'US.D' })).toEqual([]);
    expect(await listOf({ bsuid: 'US.E' })).toEqual(['eve']);
  });

  it('is not needed to keep apart who had it before whom, by messages that come in the wrong order', async () => {
    await write({ phone: p1, bsuid: 'US.F' }, 10);
    const eve = await write({ phone: p1, bsuid: 'US.E' }, 7);
    const dan = await write({ phone: p1, bsuid: 'US.D' }, 3);

    expect(await write({ phone: p1 }, 4)).toBe(dan);
    expect(await write({ phone: p1 }, 8)).toBe(eve);
  });

  it('gives nothing of whoever is known to have had it before, should their messages come in the wrong order', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    const later = await write({ phone: p2 }, 20);
    await stores.database.transaction((tx) => tasks.add(tx, later, { title: 'ben' }));
    expect(await write({ phone: p2 }, 5)).toBe(later);

    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2 }, 10);

    expect(await listOf({ phone: p2 })).toEqual(['anna']);
  });

  it('of somebody not known yet leaves that number to whoever had it before and who has it since', async () => {
    await change({ phone: p2 }, { phone: p1 }, 20);
    const since = await write({ phone: p2, bsuid: 'US.B' }, 30);
    await stores.database.transaction((tx) => tasks.add(tx, since, { title: 'ben' }));
    const before = await write({ phone: p1, bsuid: 'US.A' }, 5);
    await stores.database.transaction((tx) => tasks.add(tx, before, { title: 'anna' }));

    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2 }, 10);

    expect(await listOf({ phone: p2, bsuid: 'US.B' })).toEqual(['ben']);
    expect(await listOf({ bsuid: 'US.A' }, 6)).toEqual(['anna']);
  });

  it('gives nothing to a stranger who wrote from it before', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2 }, 10);

    expect(await listOf({ phone: p2, bsuid: 'US.B' }, 5)).toEqual([]);

    expect(await listOf({ phone: p2, bsuid: 'US.A2' }, 20)).toEqual(['anna']);
    expect(await listOf({ bsuid: 'US.B' }, 20)).toEqual([]);
  });

  it('is not undone by a message from the former one, which somebody else has by now', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await write({ phone: p3, bsuid: 'US.A' }, 50);
    const other = await write({ phone: p1 }, 60);
    await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

    expect(await listOf({ phone: p1, bsuid: 'US.A' }, 30)).toEqual(['anna']);

    expect(await listOf({ phone: p1 }, 70)).toEqual(['ben']);
    expect(await listOf({ phone: p3, bsuid: 'US.A' })).toEqual(['anna']);
  });

  it('is not undone by one in another spelling, which somebody else has by now', async () => {
    const [longer, shorter] = ['5531987654321', '553187654321'];
    await known({ phone: longer, bsuid: 'BR.A' }, 'anna');
    await write({ phone: p3, bsuid: 'BR.A' }, 50);
    await write({ phone: shorter }, 60);

    expect(await listOf({ phone: longer, bsuid: 'BR.A' }, 30)).toEqual(['anna']);
    expect(await stores.database.contact.count()).toBe(2);
  });

  it('told once more a second later is still the same', async () => {
    await known({ phone: p1 }, 'anna');

    await change({ phone: p1 }, { phone: p2 }, 10);
    await change({ phone: p1 }, { phone: p2 }, 10 + 1 / 60);

    expect(await listOf({ phone: p2 })).toEqual(['anna']);
    expect(await stores.database.contact.count()).toBe(1);
  });

  it('gives nothing of whoever had it before where nothing says who took it', async () => {
    await known({ phone: p2, bsuid: 'US.X' }, 'ben');

    await change({ phone: p2 }, { phone: p2, bsuid: 'US.N' }, 10);

    expect(await listOf({ phone: p2, bsuid: 'US.N' })).toEqual([]);
    expect(await listOf({ bsuid: 'US.X' })).toEqual(['ben']);
  });

  describe('where our clock is behind that of WhatsApp', () => {
    /** As the database had it then. */
    const recordedAt = (id: string, minutes: number): Promise<unknown> =>
      stores.database.contact.update({ where: { id }, data: { createdAt: at(minutes) } });

    it('is told by who wrote from it in the same moment', async () => {
      await known({ phone: p1, bsuid: 'US.A' }, 'anna');
      await recordedAt(await write({ phone: p2, bsuid: 'US.A2' }, 10), 6);

      await change({ phone: p1 }, { phone: p2 }, 10);

      expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
      expect(await stores.database.contact.count()).toBe(1);
    });

    it('takes nothing from who wrote before under the user id alone', async () => {
      await known({ phone: p1, bsuid: 'US.A' }, 'anna');
      const other = await write({ bsuid: 'US.B' }, 9);
      await write({ phone: p2, bsuid: 'US.B' }, 12);
      await recordedAt(other, 8);
      await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

      await change({ phone: p1, bsuid: 'US.A' }, { phone: p2 }, 10);

      expect(await listOf({ phone: p2, bsuid: 'US.B' })).toEqual(['ben']);
      expect(await listOf({ bsuid: 'US.A' })).toEqual(['anna']);
    });
  });

  it('that is told late keeps a newer user id', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    await change({ phone: p2, bsuid: 'US.A2' }, { phone: p3 }, 20);
    await write({ phone: p3, bsuid: 'US.A3' }, 30);

    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2, bsuid: 'US.A2' }, 10);

    expect(await listOf({ phone: p3, bsuid: 'US.A3' }, 40)).toEqual(['anna']);
    expect(await stores.database.contact.count()).toBe(1);
  });

  it('that somebody else has by now is not taken back', async () => {
    await known({ phone: p1, bsuid: 'US.A' }, 'anna');
    const other = await write({ phone: p2, bsuid: 'US.B' }, 60);
    await stores.database.transaction((tx) => tasks.add(tx, other, { title: 'ben' }));

    await change({ phone: p1, bsuid: 'US.A' }, { phone: p2, bsuid: 'US.A2' }, 30);

    expect(await listOf({ bsuid: 'US.A2' })).toEqual(['anna']);
    expect(await listOf({ phone: p2, bsuid: 'US.B' })).toEqual(['ben']);
    expect(await listOf({ phone: p2 })).toEqual(['ben']);
  });

  describe('without the user id that comes with it', () => {
    beforeEach(async () => {
      await known({ phone: p1, bsuid: 'US.A' }, 'anna');
      await change({ phone: p1, bsuid: 'US.A' }, { phone: p2 }, 10);
    });

    it('leaves messages under the former id, held up on their way, to the person', async () => {
      expect(await listOf({ phone: p1, bsuid: 'US.A' }, 5)).toEqual(['anna']);
      expect(await listOf({ bsuid: 'US.A' }, 5)).toEqual(['anna']);
      expect(await listOf({ phone: p1 }, 5)).toEqual(['anna']);
      expect(await listOf({ phone: p2 })).toEqual(['anna']);
      expect(await stores.database.contact.count()).toBe(1);
    });

    it('is joined by that id when a message says both', async () => {
      expect(await listOf({ phone: p2, bsuid: 'US.A2' })).toEqual(['anna']);
    });

    it('keeps that id when a message under the former one was stamped after the change', async () => {
      await listOf({ phone: p2, bsuid: 'US.A2' }, 20);
      expect(await listOf({ phone: p1, bsuid: 'US.A' }, 11)).toEqual(['anna']);

      expect(await listOf({ phone: p2, bsuid: 'US.A2' }, 30)).toEqual(['anna']);
      expect(await stores.database.contact.count()).toBe(1);
    });

    it('is joined by the former id when they get it back', async () => {
      await listOf({ phone: p2, bsuid: 'US.A2' }, 20);
      await userIds.apply({ previous: { bsuid: 'US.A2' }, current: { bsuid: 'US.A' }, occurredAt: at(30) });

      expect(await listOf({ phone: p2, bsuid: 'US.A' }, 40)).toEqual(['anna']);
      const [anna] = await stores.database.contact.findMany();
      expect(stores.contacts.open(anna!)).toMatchObject({ bsuid: 'US.A', phone: p2 });
    });

    it('is joined by that id when it is told as following the former one', async () => {
      await userIds.apply({ previous: { bsuid: 'US.A' }, current: { bsuid: 'US.A2' }, occurredAt: at(10) });

      expect(await listOf({ bsuid: 'US.A2' })).toEqual(['anna']);
      expect(await stores.database.contact.count()).toBe(1);
    });

    it('leaves the former number to somebody new', async () => {
      expect(await listOf({ phone: p1 })).toEqual([]);
      expect(await listOf({ phone: p1, bsuid: 'US.B' })).toEqual([]);
    });
  });

  it('is forgotten as a former one after a week', async () => {
    await known({ phone: p1 }, 'anna');
    await change({ phone: p1 }, { phone: p2 }, 10);
    await testDatabase.query(
      `UPDATE former_name SET since = since - interval '7 days', until = until - interval '7 days'`,
    );

    await userIds.applyAgain();

    expect(await stores.database.formerName.count()).toBe(0);
  });
});
