import { bulkhead } from 'cockatiel';

import {
  createTestDatabase,
  DatabaseClock,
  letWrite,
  manySends,
  newWamid,
  type TestDatabase,
  testSealer,
  waitUntil,
} from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import type { OutboundPurpose } from './generated/client.ts';
import { NumberStore } from './number.store.ts';
import { OutboundStore } from './outbound.store.ts';
import type { SendLimits } from './send-limits.ts';
import { SendingStore, type Start } from './sending.store.ts';
import { usualPatienceMs } from './turn-order.ts';

const sealer = testSealer();
const secondMs = 1_000;
const hourMs = 3_600_000;

describe('SendingStore', () => {
  let testDatabase: TestDatabase;
  let clock: DatabaseClock;
  /** As many processes. */
  let databases: Database[];
  let outbound: OutboundStore;
  let people = 0;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    clock = await DatabaseClock.start(testDatabase);
    databases = [1, 2, 3].map(() => new Database(testDatabase.url));
    outbound = new OutboundStore(databases[0]!, sealer);
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.$disconnect()));
    await testDatabase.drop();
  });
  // Only what a test lets pass counts, not how long it takes.
  beforeEach(() => clock.stand());
  afterEach(async () => {
    await testDatabase.query('DELETE FROM contact');
    await testDatabase.query('DELETE FROM number_limit');
  });

  const processes = (limits: Partial<SendLimits> = {}, sinceOutageMs = Infinity): SendingStore[] =>
    databases.map(
      (database) =>
        new SendingStore(database, sealer, { ...manySends, ...limits }, () => ({
          patienceMs: usualPatienceMs,
          sinceOutageMs,
        })),
    );
  async function severalPeople(count: number): Promise<string[]> {
    const contacts = new ContactStore(databases[0]!, sealer);
    const phones = Array.from({ length: count }, () => `1650${5_550_000 + ++people}`);
    const ids = await eachOf(phones, async (phone) => (await contacts.resolve({ phone })).id);
    await letWrite(testDatabase, ids);
    return ids;
  }
  const somebody = async (): Promise<string> => (await severalPeople(1))[0]!;
  const write = (contactId: string, purpose: OutboundPurpose = 'reply'): Promise<string> =>
    databases[0]!.transaction((tx) => outbound.write(tx, { contactId, purpose, body: 'Hello!' }));
  const writeToMany = async (count: number, purpose: OutboundPurpose = 'reply'): Promise<string[]> =>
    eachOf(await severalPeople(count), (id) => write(id, purpose));
  /** Fewer at once than there are connections: those who wait for one give up after a while. */
  const eachOf = <T, R>(all: T[], work: (one: T) => Promise<R>): Promise<R[]> => {
    const few = bulkhead(5, Infinity);
    return Promise.all(all.map((one) => few.execute(() => work(one))));
  };
  const isSent = (start: Start | null): boolean => start !== null && 'message' in start;
  const sent = (starts: (Start | null)[]): number => starts.filter(isSent).length;
  /** Asks for all of them in all processes at once. */
  const startAll = (stores: SendingStore[], ids: string[]): Promise<(Start | null)[]> =>
    Promise.all(ids.map((id, at) => stores[at % stores.length]!.start(id)));
  /** As if everything that was counted had happened so much earlier. */
  const letTimePass = async (ms: number): Promise<void> => {
    const earlier = `interval '${ms} milliseconds'`;
    const shifted = (log: string): string => `ARRAY(SELECT at - ${earlier} FROM unnest(${log}) AS at)`;
    await testDatabase.query(
      `UPDATE recipient_limit SET debt_until = debt_until - ${earlier}, burst_since = burst_since - ${earlier},
        hour_log = ${shifted('hour_log')}, day_log = ${shifted('day_log')}`,
    );
    await testDatabase.query(
      `UPDATE number_limit SET smooth_until = smooth_until - ${earlier}, second_part = second_part - ${ms} / 10,
        minute_part = minute_part - ${ms} / 600, day_part = day_part - ${ms} / 864000`,
    );
  };
  const accept = (id: string): Promise<boolean> => outbound.markAccepted(id, newWamid());

  describe('lets the number reach no more people from outside the window in a day than WhatsApp allows', () => {
    const perDay = 5;
    const template = { name: 'reminder', language: 'en', components: [] };
    let numbers: NumberStore;

    beforeEach(async () => {
      numbers = new NumberStore(databases[0]!);
      await numbers.allowPeople(manySends.phoneNumberId, perDay);
    });

    /** Somebody who has not written for days. */
    async function strangers(count: number): Promise<string[]> {
      const ids = await severalPeople(count);
      await testDatabase.query('DELETE FROM inbound_message WHERE contact_id = ANY($1::uuid[])', [ids]);
      return ids;
    }
    const writeTemplate = (contactId: string): Promise<string> =>
      databases[0]!.transaction((tx) => outbound.write(tx, { contactId, purpose: 'reminder', template }));
    const writeTemplates = (ids: string[]): Promise<string[]> => Promise.all(ids.map(writeTemplate));
    const reached = async (): Promise<number | undefined> =>
      (await numbers.peopleReached(manySends.phoneNumberId))?.count;
    /** @param hours a multiple of six, which are 25 parts of a day */
    const letHoursPass = async (hours: number): Promise<void> => {
      await letTimePass(hours * hourMs);
      await testDatabase.query(`UPDATE number_limit SET people_part = people_part - ${(hours * 25) / 6}`);
      await testDatabase.query(
        `UPDATE recipient_limit SET reached_at = reached_at - interval '${hours * 3_600} seconds'`,
      );
    };

    it('over three processes, and the others wait for a place', async () => {
      const stores = processes();
      const ids = await writeTemplates(await strangers(20));
      const starts = await startAll(stores, ids);
      const rest = ids.filter((__, at) => !isSent(starts[at]!));

      expect(sent(starts)).toBe(perDay);
      for (const start of await startAll(stores, rest)) {
        expect(start).toEqual({ waitFor: 'place', ms: expect.any(Number) });
        expect((start as { ms: number }).ms / hourMs).toBeCloseTo(24.2, 0);
      }
      expect(await reached()).toBe(perDay);
    });

    it('but answers, templates to whoever has written, and to whoever was reached go on', async () => {
      const stores = processes();
      const known = await strangers(perDay);
      await startAll(stores, await writeTemplates(known));
      await letHoursPass(6);
      const [others, [newcomer]] = [await severalPeople(3), await strangers(1)];
      const ids = await writeTemplates([...known, ...others]);

      expect(sent(await startAll(stores, ids))).toBe(perDay + 3);
      expect(isSent(await stores[0]!.start(await write(others[0]!)))).toBe(true);
      expect(await stores[0]!.start(await writeTemplate(newcomer!))).toMatchObject({ waitFor: 'place' });
      expect(await reached()).toBe(perDay);
    });

    it('by when each was reached last', async () => {
      const [store] = processes();
      const [first = '', ...others] = await strangers(perDay + 1);
      const start = async (person: string): Promise<Start | null> =>
        store!.start(await writeTemplate(person));
      for (const person of [first, ...others.slice(0, perDay - 1)]) await start(person);
      await letHoursPass(18);
      expect(isSent(await start(first))).toBe(true);
      await letHoursPass(12);

      expect(await reached()).toBe(1);
      expect(sent(await Promise.all(others.slice(0, perDay - 1).map(start)))).toBe(perDay - 1);
      expect(await start(others.at(-1)!)).toMatchObject({ waitFor: 'place' });
    });

    it('as WhatsApp changes that, or takes the limit away', async () => {
      const stores = processes();
      const ids = await writeTemplates(await strangers(12));
      await numbers.allowPeople(manySends.phoneNumberId, 0);
      expect(sent(await startAll(stores, ids))).toBe(0);
      await numbers.allowPeople(manySends.phoneNumberId, 10);
      expect(sent(await startAll(stores, ids))).toBe(10);

      await numbers.allowPeople(manySends.phoneNumberId, null);
      expect(sent(await startAll(stores, ids))).toBe(2);
      expect(await reached()).toBeUndefined();
    });
  });

  describe('keeps the limits of the number', () => {
    it.each([
      ['minute', { perMinute: 30 }, 30, 60 * secondMs],
      ['day', { perDay: 30 }, 30, 24 * hourMs],
    ])('in a %s, over three processes', async (_, limits, most, longestMs) => {
      const starts = await startAll(processes(limits), await writeToMany(60));

      expect(sent(starts)).toBe(most);
      for (const start of starts.filter((one) => !isSent(one))) {
        expect(start).toEqual({ waitFor: 'number', ms: expect.any(Number) });
        expect((start as { ms: number }).ms).toBeLessThanOrEqual(longestMs * 1.02);
      }
    });

    it('and sends the rest when their time is over', async () => {
      const stores = processes({ perMinute: 30 });
      const ids = await writeToMany(50);
      const first = await startAll(stores, ids);
      await letTimePass(61_000);

      const second = await startAll(
        stores,
        ids.filter((__, at) => !isSent(first[at]!)),
      );

      expect(sent(first) + sent(second)).toBe(50);
    });

    it('over every time of that length, whenever sends were asked for', async () => {
      await clock.goOn();
      const [store] = processes({ perSecond: 70 });
      const ids = await writeToMany(160);

      // More than the limit of one second.
      while (ids.length > 60) {
        const batch = ids.slice(0, 25);
        const starts = await Promise.all(batch.map((id) => store!.start(id)));
        for (const [at, start] of starts.entries()) if (isSent(start)) ids.splice(ids.indexOf(batch[at]!), 1);
      }

      const times = (
        await testDatabase.query<{ at: number }>(
          'SELECT extract(epoch FROM sending_since)::float8 * 1000 AS at FROM outbound_message WHERE sending_since IS NOT NULL ORDER BY 1',
        )
      ).map(({ at }) => at);
      const inSecondFrom = (start: number): number =>
        times.filter((at) => at >= start && at < start + secondMs).length;
      expect(Math.max(...times.map(inSecondFrom))).toBeLessThanOrEqual(70);
    });

    it('and heeds a lower limit than before', async () => {
      await startAll(processes({ perMinute: 30 }), await writeToMany(30));

      const [start] = await startAll(processes({ perMinute: 10 }), await writeToMany(1));

      expect(start).toMatchObject({ waitFor: 'number' });
    });

    it('and begins with what somebody waits for', async () => {
      const [store] = processes({ perMinute: 1 });
      const [bulk] = await writeToMany(1, 'bulk');
      const [reminder] = await writeToMany(1, 'reminder');
      const [reply] = await writeToMany(1);

      // The first goes alone, the others are batched.
      const [, ...starts] = await startAll(
        [store!],
        ['00000000-0000-7000-8000-000000000000', bulk!, reminder!, reply!],
      );

      expect(starts.map(isSent)).toEqual([false, false, true]);
    });
  });

  describe('keeps the limits of a person', () => {
    const sendAll = async (stores: SendingStore[], ids: string[]): Promise<(Start | null)[]> => {
      const starts: (Start | null)[] = [];
      for (const id of ids) {
        const start = (await startAll(stores, [id]))[0]!;
        if (isSent(start)) await accept(id);
        starts.push(start);
      }
      return starts;
    };
    const writeSome = async (
      contactId: string,
      count: number,
      purpose?: OutboundPurpose,
    ): Promise<string[]> => {
      const ids: string[] = [];
      for (let at = 0; at < count; at++) ids.push(await write(contactId, purpose));
      return ids;
    };

    it('lends 45 answers at once, then one in six seconds', async () => {
      const stores = processes();
      const ids = await writeSome(await somebody(), 48);

      const starts = await sendAll(stores, ids.slice(0, 46));

      expect(sent(starts)).toBe(45);
      expect(starts.at(-1)).toEqual({ waitFor: 'person', ms: expect.any(Number) });
      expect((starts.at(-1) as { ms: number }).ms).toBeLessThanOrEqual(6_000);
      await letTimePass(6_000);
      expect((await sendAll(stores, ids.slice(45, 47))).map(isSent)).toEqual([true, false]);
    });

    it('sends what nobody waits for only when everything is paid off, or within the burst', async () => {
      const stores = processes();
      const person = await somebody();
      await sendAll(stores, await writeSome(person, 3));
      const [within, after] = await writeSome(person, 2, 'reminder');
      expect(sent(await sendAll(stores, [within!]))).toBe(1);
      await letTimePass(6_500);

      const [start] = await sendAll(stores, [after!]);

      expect(start).toMatchObject({ waitFor: 'person' });
      await letTimePass(4 * 6_000);
      expect(sent(await sendAll(stores, [after!]))).toBe(1);
    });

    it('counts all messages of an hour', async () => {
      const stores = processes({ perPersonAndHour: 3 });
      const person = await somebody();
      await sendAll(stores, await writeSome(person, 1, 'reminder'));
      await letTimePass(1_800_000);
      const sentNow = await sendAll(stores, await writeSome(person, 2));

      const later = await writeSome(person, 1);
      const [beyond] = await sendAll(stores, later);

      expect([...sentNow, beyond!].map(isSent)).toEqual([true, true, false]);
      expect((beyond as { ms: number }).ms / 1_000).toBeCloseTo(1_800, -2);
      await letTimePass(1_801_000);
      expect((await sendAll(stores, later)).map(isSent)).toEqual([true]);
      expect((await sendAll(stores, await writeSome(person, 1))).map(isSent)).toEqual([false]);
    });

    it('tells with the last message of an hour for how long it is the last', async () => {
      const stores = processes({ perPersonAndHour: 3 });
      const ids = await writeSome(await somebody(), 3);
      const first = await sendAll(stores, ids.slice(0, 1));
      await letTimePass(600_000);

      const starts = [...first, ...(await sendAll(stores, ids.slice(1)))];

      const restMs = starts.map(
        (start) => (start as { message: { isLastForMs?: number } }).message.isLastForMs,
      );
      expect(restMs).toEqual([undefined, undefined, expect.any(Number)]);
      expect(restMs[2]! / 60_000).toBeCloseTo(50, 0);
    });

    it('counts what nobody asked for in a day, and answers never', async () => {
      const stores = processes({ notificationsPerPersonAndDay: 2 });
      const person = await somebody();
      await sendAll(stores, await writeSome(person, 3));
      await letTimePass(hourMs);

      const starts = await sendAll(stores, await writeSome(person, 3, 'reminder'));

      expect(starts.map(isSent)).toEqual([true, true, false]);
      expect(sent(await sendAll(stores, await writeSome(person, 2)))).toBe(2);
    });

    it.each(['with', 'without'])(
      'over processes that begin at once, for somebody %s a row of theirs',
      async (row) => {
        const stores = processes({ notificationsPerPersonAndDay: 1 });
        // The row of the number, and the statements, are prepared.
        for (const store of stores) await store.start(await write(await somebody()));
        for (let round = 0; round < 3; round++) {
          const person = await somebody();
          if (row === 'with') await sendAll(stores, await writeSome(person, 1));
          const ids = await writeSome(person, 3, 'reminder');
          const release = await testDatabase.hold('SELECT 1 FROM number_limit FOR UPDATE');
          const starting = startAll(stores, ids);
          await waitUntil('somebody waits for the number', async () => {
            const waiting =
              "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            return (await testDatabase.query(waiting)).length === 3;
          });
          await release();

          expect(sent(await starting)).toBe(1);
        }
      },
    );

    it('and lets what waits for the same moment come back one after the other, the first exactly then', async () => {
      const [store] = processes({ perPersonAndHour: 2, notificationsPerPersonAndDay: 1 });
      const person = await somebody();
      await sendAll([store!], await writeSome(person, 1, 'reminder'));
      const ids = await writeSome(person, 4, 'reminder');

      const starts = (await sendAll([store!], ids)) as { waitFor: string; ms: number }[];

      expect(starts.map(({ waitFor }) => waitFor)).toEqual(Array(4).fill('person'));
      const dayMs = 24 * hourMs;
      const [first, ...others] = starts.map(({ ms }) => ms);
      expect(first).toBeLessThanOrEqual(dayMs);
      for (const [at, ms] of others.entries()) {
        expect(ms).toBeGreaterThan([first!, ...others][at]!);
        expect(ms).toBeLessThanOrEqual(dayMs + (at + 1) * 200);
      }
    });

    it('and lets nobody else wait', async () => {
      const stores = processes({ perPersonAndHour: 1 });
      const person = await somebody();
      await sendAll(stores, await writeSome(person, 2));

      expect(sent(await startAll(stores, await writeToMany(5)))).toBe(5);
    });
  });

  describe('keeps the order of answers to a person', () => {
    it('over processes: the second waits until the first has left', async () => {
      const stores = processes();
      const person = await somebody();
      const [first, second] = [await write(person), await write(person)];

      expect(await stores[1]!.start(second)).toMatchObject({ waitFor: 'earlier' });
      expect(isSent(await stores[0]!.start(first))).toBe(true);
      expect(await stores[1]!.start(second)).toMatchObject({ waitFor: 'earlier' });
      await accept(first);

      expect(isSent(await stores[1]!.start(second))).toBe(true);
    });

    it('for a while after the earlier one was begun, and after an outage', async () => {
      const person = await somebody();
      const [first, second] = [await write(person), await write(person)];
      await processes()[0]!.start(first);
      await testDatabase.query(
        "UPDATE outbound_message SET first_started_at = first_started_at - interval '31 seconds' WHERE id = $1",
        [first],
      );

      expect(await processes({}, 1_000)[1]!.start(second)).toMatchObject({ waitFor: 'earlier' });
      expect(isSent(await processes()[1]!.start(second))).toBe(true);
    });

    it('but sends a reminder beside an answer that is under way', async () => {
      const [store] = processes();
      const person = await somebody();
      const [answer, reminder] = [await write(person), await write(person, 'reminder')];
      await store!.start(answer);

      expect(isSent(await store!.start(reminder))).toBe(true);
    });
  });
});
