import { Logger } from '@nestjs/common';
import fc from 'fast-check';

import { createTestDatabase, damaged, newWamid, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import type { Contact, Identity } from './contact.store.ts';
import { RecipientLimitStore } from './recipient-limit.store.ts';
import { TaskStore } from './task.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();
const tasks = new TaskStore(sealer);
const hourMs = 3_600_000;
/** WhatsApp tells whole seconds. All times of these tests are counted from one moment, so that it does not matter how long a test takes. */
const beganAt = Math.floor(Date.now() / 1_000) * 1_000;
const ago = (ms: number): Date => new Date(beganAt - ms);

/** The stores of one process. */
interface Replica extends TestStores {
  userIds: UserIdChangeStore;
}

describe('UserIdChangeStore', () => {
  let testDatabase: TestDatabase;
  let replicas: [Replica, Replica];
  let one: Replica;
  let other: Replica;
  let errors: unknown[];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const open = (): Replica => {
      const stores = openStores(testDatabase.url);
      return { ...stores, userIds: new UserIdChangeStore(stores.database, stores.contacts, sealer) };
    };
    replicas = [open(), open()];
    [one, other] = replicas;
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.close();
    await testDatabase.drop();
  });
  beforeEach(() => {
    errors = [];
    Logger.overrideLogger({
      log: () => undefined,
      warn: () => undefined,
      error: (line) => errors.push(line),
    });
  });
  afterEach(empty);

  async function empty(): Promise<void> {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  }

  const phone = '16505551234';
  const newPhone = '16505559999';
  const write = (from: Identity, replica = one) =>
    replica.inbound.record({ wamid: newWamid(), from, kind: 'text', text: 'hi', sentAt: ago(hourMs) });
  const change = (previous: string, current: string, occurredAt = ago(hourMs), replica = one) =>
    replica.userIds.apply({ previous: { bsuid: previous }, current: { bsuid: current }, occurredAt });
  const addTask = (contactId: string, title: string) =>
    one.database.transaction((tx) => tasks.add(tx, contactId, { title }));
  const openTasks = async (contactId: string): Promise<string[]> =>
    (await tasks.listOpen(one.database, contactId)).map(({ number, title }) => `${number} ${title}`);
  /** Everybody, as they are written to. */
  const everybody = async (): Promise<Omit<Contact, 'id'>[]> =>
    (await one.database.contact.findMany({ orderBy: { createdAt: 'asc' } })).map((row) => {
      const { id: _id, ...contact } = one.contacts.open(row);
      return contact;
    });
  /** As if the process had died before it renamed anybody. */
  const onlyRecorded = (previous: string, current: string, occurredAt = ago(hourMs)) =>
    one.database.userIdChange.create({
      data: {
        previousBlindIndex: sealer.blindIndex('bsuid', previous),
        currentBlindIndex: sealer.blindIndex('bsuid', current),
        currentSealed: sealer.seal(current),
        occurredAt,
      },
    });
  /** As a message recorded at the same moment as the change leaves them. */
  const knownAs = async (identity: Identity): Promise<string> => {
    const { otherPhoneBlindIndex: _other, ...data } = one.contacts.sealedNames(identity);
    return (await one.database.contact.create({ data })).id;
  };

  describe.each([
    ['the same number', phone],
    ['a new number', newPhone],
  ])('a new user id with %s', (_, now) => {
    it('is written to by the number of their message that came before the change', async () => {
      const { contactId } = await write({ phone, bsuid: 'US.1' });
      await addTask(contactId, 'milk');
      await write({ phone: now, bsuid: 'US.2' });

      await change('US.1', 'US.2');
      await change('US.1', 'US.2');

      expect(await everybody()).toEqual([{ bsuid: 'US.2', phone: now }]);
      expect(await openTasks((await write({ phone: now, bsuid: 'US.2' })).contactId)).toEqual(['1 milk']);
    });

    it('keeps its number when a message under the former id comes late', async () => {
      const { contactId } = await write({ phone, bsuid: 'US.1' });
      await change('US.1', 'US.2');
      await write({ phone: now, bsuid: 'US.2' });

      const late = await write({ phone, bsuid: 'US.1' });
      await one.userIds.applyAgain();

      expect(late.contactId).toBe(contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.2', phone: now }]);
    });

    it('ends the same when all of it comes at once to two processes', async () => {
      const events = [
        (replica: Replica) => change('US.1', 'US.2', ago(hourMs), replica),
        (replica: Replica) => change('US.1', 'US.2', ago(hourMs), replica),
        (replica: Replica) => write({ phone: now, bsuid: 'US.2' }, replica),
        (replica: Replica) => write({ phone, bsuid: 'US.1' }, replica),
        (replica: Replica) => write({ bsuid: 'US.1' }, replica),
      ];
      const anyOrder = fc.shuffledSubarray(events, { minLength: events.length });

      await fc.assert(
        fc.asyncProperty(anyOrder, fc.boolean(), async (order, wasKnown) => {
          await empty();
          if (wasKnown) await write({ phone, bsuid: 'US.1' });
          await Promise.all(order.map((event, index) => event(replicas[index % 2]!)));
          await Promise.all(replicas.map(({ userIds }) => userIds.applyAgain()));
          const people = await everybody();
          // Of the same number it may be unknown until the next message whether it is theirs: they are written to by the id.
          expect(people).toEqual([{ bsuid: 'US.2', phone: people[0]?.phone && now }]);
          if (now === newPhone) expect(people[0]?.phone).toBe(now);

          await write({ phone: now, bsuid: 'US.2' });

          expect(await everybody()).toEqual([{ bsuid: 'US.2', phone: now }]);
        }),
        { numRuns: 12 },
      );
    });
  });

  it('is written to by the id until a message says the number', async () => {
    await write({ phone, bsuid: 'US.1' });

    await change('US.1', 'US.2');

    expect(await everybody()).toEqual([{ bsuid: 'US.2' }]);
    await write({ phone: newPhone, bsuid: 'US.2' });
    expect(await everybody()).toEqual([{ bsuid: 'US.2', phone: newPhone }]);
  });

  it('leaves the former number to whoever writes from it now', async () => {
    const { contactId } = await write({ phone, bsuid: 'US.1' });
    await addTask(contactId, 'call my lawyer');
    await change('US.1', 'US.2');

    const successor = await write({ phone });

    expect(successor.contactId).not.toBe(contactId);
    expect(await openTasks(successor.contactId)).toEqual([]);
  });

  it('of somebody known by the number alone is theirs once a message says both', async () => {
    const { contactId } = await write({ phone });
    await one.userIds.apply({
      previous: { bsuid: 'US.1', phone },
      current: { bsuid: 'US.2' },
      occurredAt: ago(hourMs),
    });
    expect(await everybody()).toEqual([{ phone }]);

    expect((await write({ phone, bsuid: 'US.2' })).contactId).toBe(contactId);
  });

  describe('of somebody who wrote under both', () => {
    const both = async (): Promise<[string, string]> => [
      (await write({ bsuid: 'US.1' })).contactId,
      (await write({ bsuid: 'US.2' })).contactId,
    ];
    const ask = (id: string, question: string) =>
      one.database.contact.update({ where: { id }, data: { questionSealed: sealer.seal(question) } });
    const asked = async (): Promise<string | undefined> => {
      const { questionSealed } = await one.database.contact.findFirstOrThrow();
      return questionSealed ? sealer.open(questionSealed) : undefined;
    };

    it('keeps the open question under the new id', async () => {
      const [former, current] = await both();
      await ask(former, 'Which day?');
      await ask(current, 'What time?');

      await change('US.1', 'US.2');

      expect(await asked()).toBe('What time?');
    });

    it('keeps the open question under the former id where there is no other', async () => {
      const [former] = await both();
      await ask(former, 'Which day?');

      await change('US.1', 'US.2');

      expect(await asked()).toBe('Which day?');
    });

    it('leaves their numbers to the tasks that the question may be about', async () => {
      const [former, current] = await both();
      await addTask(former, 'milk');
      await addTask(former, 'bread');
      await addTask(current, 'stamps');
      await ask(current, 'Delete task 1?');

      await change('US.1', 'US.2');

      const { id } = await one.database.contact.findFirstOrThrow();
      expect(await openTasks(id)).toEqual(['1 stamps', '2 milk', '3 bread']);
    });

    it.each([
      ['former', 0],
      ['new', 1],
    ])(
      'heeds the later end and the more refusals of their limits, the later under the %s id',
      async (_, which) => {
        const people = await both();
        const later = new Date(Date.now() + hourMs);
        const limit = (contactId: string, refusals: number, refusedUntil: Date) =>
          one.database.recipientLimit.update({
            where: { contactId },
            data: { debtUntil: refusedUntil, burstSince: refusedUntil, refusals, refusedUntil },
          });
        await limit(people[which]!, 2, later);
        await limit(people[1 - which]!, 5, ago(hourMs));

        await change('US.1', 'US.2');

        expect(await one.database.recipientLimit.findMany()).toMatchObject([
          { refusals: 5, refusedUntil: later, debtUntil: later },
        ]);
      },
    );

    it.each([
      ['former', 0],
      ['new', 1],
    ])('heeds a limit under the %s id alone', async (_, which) => {
      const people = await both();
      await new RecipientLimitStore(one.database).recordRefusal(people[which]!);

      await change('US.1', 'US.2');

      expect(await one.database.recipientLimit.findMany()).toMatchObject([{ refusals: 1 }]);
    });
  });

  describe('of a message under a former id', () => {
    it('gives its sender to whoever bears the newest one, however many followed', async () => {
      const { contactId } = await write({ bsuid: 'US.1' });
      await change('US.1', 'US.2');
      await change('US.2', 'US.3', ago(hourMs / 2));

      const late = await write({ bsuid: 'US.1', phone });

      expect(late.contactId).toBe(contactId);
      expect(await one.contacts.resolve({ bsuid: 'US.2', phone })).toEqual({ id: contactId });
      expect(await everybody()).toEqual([{ bsuid: 'US.3' }]);
    });

    it('makes its sender known under the newest one', async () => {
      await change('US.1', 'US.2');

      const { turn } = await write({ bsuid: 'US.1', phone });

      expect(turn?.contact).toMatchObject({ bsuid: 'US.2' });
      expect(await everybody()).toEqual([{ bsuid: 'US.2' }]);
    });

    it('finishes what a process that died left undone', async () => {
      const { contactId } = await write({ bsuid: 'US.1' });
      await onlyRecorded('US.1', 'US.2');

      expect((await write({ bsuid: 'US.1' })).contactId).toBe(contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.2' }]);
    });

    it('is nobody special once they have that id back', async () => {
      const { contactId } = await write({ bsuid: 'US.1' });
      await change('US.1', 'US.2');
      await change('US.2', 'US.1', ago(hourMs / 2));

      expect((await write({ bsuid: 'US.1', phone })).contactId).toBe(contactId);
      expect((await write({ bsuid: 'US.2', phone: newPhone })).contactId).toBe(contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.1', phone }]);
    });
  });

  it('of two changes applied at once, ends with the newest', async () => {
    for (let run = 0; run < 10; run++) {
      await empty();
      await write({ bsuid: 'US.1' });

      await Promise.all([
        change('US.1', 'US.2', ago(hourMs), one),
        change('US.2', 'US.3', ago(hourMs / 2), other),
      ]);

      expect(await everybody()).toEqual([{ bsuid: 'US.3' }]);
    }
  });

  it('of a change and the way back in one second, ends with the one told later, however often', async () => {
    const second = ago(hourMs);
    await write({ bsuid: 'US.1' });

    for (let delivery = 0; delivery < 2; delivery++) {
      await change('US.1', 'US.2', second);
      await change('US.2', 'US.1', second);
    }
    await one.userIds.applyAgain();

    expect(await everybody()).toEqual([{ bsuid: 'US.1' }]);
  });

  describe.each([
    ['is damaged', (id: string) => damaged(sealer.seal(id))],
    ['lacks its key here', (id: string) => testSealer('elsewhere').seal(id)],
  ])('where the newest id %s', (_, unreadable) => {
    const renameByMessage = (contactId: string, becomes: Identity) =>
      one.database.transaction((tx) =>
        one.userIds.rename(tx, contactId, {
          previous: { bsuid: 'US.1' },
          current: becomes,
          occurredAt: ago(hourMs),
        }),
      );

    beforeEach(async () => {
      await onlyRecorded('US.2', 'US.3', ago(hourMs / 2));
      const currentSealed = unreadable('US.3');
      await one.database.userIdChange.updateMany({ data: { currentSealed } });
    });

    it('somebody who writes under the one before stays known and can be written to', async () => {
      const first = await write({ bsuid: 'US.2', phone });
      const second = await write({ bsuid: 'US.2', phone });

      expect(second.contactId).toBe(first.contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.2', phone }]);
    });

    it('somebody who writes under an earlier one gets the last that can be read', async () => {
      const { contactId } = await write({ bsuid: 'US.1' });
      await onlyRecorded('US.1', 'US.2');

      expect((await write({ bsuid: 'US.1' })).contactId).toBe(contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.2' }]);
    });

    it('somebody who is known by it all the same is found by a former one', async () => {
      const { contactId } = await write({ bsuid: 'US.3' });

      expect((await write({ bsuid: 'US.2' })).contactId).toBe(contactId);
      expect(await everybody()).toEqual([{ bsuid: 'US.3' }]);
    });

    it('an earlier change is applied', async () => {
      await write({ bsuid: 'US.1' });

      await change('US.1', 'US.2');

      expect(await everybody()).toEqual([{ bsuid: 'US.2' }]);
    });

    it('an earlier change that a message tells is applied', async () => {
      const { contactId } = await write({ bsuid: 'US.1' });

      await renameByMessage(contactId, { bsuid: 'US.2', phone: newPhone });

      expect(await everybody()).toEqual([{ bsuid: 'US.2', phone: newPhone }]);
    });
  });

  describe('applied again', () => {
    it('renames who became known under a former id, by two processes at once', async () => {
      for (let person = 1; person <= 8; person++) {
        await onlyRecorded(`US.1${person}`, `US.2${person}`);
        if (person % 2) await knownAs({ bsuid: `US.2${person}`, phone: `1650555000${person}` });
        await addTask(await knownAs({ bsuid: `US.1${person}` }), 'milk');
      }

      await Promise.all([...replicas, ...replicas].map(({ userIds }) => userIds.applyAgain()));

      expect((await everybody()).map(({ bsuid }) => bsuid).toSorted()).toEqual(
        Array.from({ length: 8 }, (_, index) => `US.2${index + 1}`),
      );
      expect((await everybody()).filter((person) => person.phone)).toHaveLength(4);
      expect(await one.database.task.count()).toBe(8);
      expect(errors).toEqual([]);
    });

    it('goes on after one that fails, which comes again', async () => {
      for (const person of ['a', 'b', 'c']) {
        await onlyRecorded(`US.1${person}`, `US.2${person}`);
        await knownAs({ bsuid: `US.1${person}` });
      }
      const broken = sealer.blindIndex('bsuid', 'US.1b');
      await testDatabase.query(`
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
        CREATE TRIGGER refuse BEFORE UPDATE ON contact FOR EACH ROW
          WHEN (OLD.bsuid_blind_index = '${broken}') EXECUTE FUNCTION refuse();`);
      try {
        await one.userIds.applyAgain();
      } finally {
        await testDatabase.query('DROP FUNCTION refuse CASCADE');
      }
      expect((await everybody()).map(({ bsuid }) => bsuid).toSorted()).toEqual(['US.1b', 'US.2a', 'US.2c']);
      expect(errors).toMatchObject([{ message: 'failed, will be tried again' }]);

      await one.userIds.applyAgain();

      expect((await everybody()).map(({ bsuid }) => bsuid).toSorted()).toEqual(['US.2a', 'US.2b', 'US.2c']);
    });

    it('leaves out one whose new id cannot be read, and says so', async () => {
      for (const person of ['a', 'b']) {
        await onlyRecorded(`US.1${person}`, `US.2${person}`);
        await knownAs({ bsuid: `US.1${person}` });
      }
      await one.database.userIdChange.update({
        where: { previousBlindIndex: sealer.blindIndex('bsuid', 'US.1a') },
        data: { currentSealed: damaged(sealer.seal('US.2a')) },
      });

      await one.userIds.applyAgain();

      expect((await everybody()).map(({ bsuid }) => bsuid).toSorted()).toEqual(['US.1a', 'US.2b']);
      expect(errors).toMatchObject([{ table: 'user_id_change' }]);
      expect(JSON.stringify(errors)).not.toContain('US.');
    });

    it('forgets changes after a week', async () => {
      const weekMs = 7 * 24 * hourMs;
      await onlyRecorded('US.1', 'US.2', ago(weekMs + hourMs));
      await onlyRecorded('US.3', 'US.4', ago(weekMs - hourMs));
      await knownAs({ bsuid: 'US.1' });
      await knownAs({ bsuid: 'US.3' });

      await one.userIds.applyAgain();

      expect((await everybody()).map(({ bsuid }) => bsuid).toSorted()).toEqual(['US.1', 'US.4']);
      expect(await one.database.userIdChange.count()).toBe(1);
    });
  });
});
