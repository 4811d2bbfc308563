import { randomUUID } from 'node:crypto';

import { createTestDatabase, type TestDatabase, waitUntil, testSealer } from '#testing';

import { untilEnded } from '../test/test-stores.ts';
import { type Contact, ContactStore, type Identity } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore } from './inbound.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { ReminderStore } from './reminder.store.ts';
import { LeaseStore } from './lease.store.ts';
import { type Task, TaskStore } from './task.store.ts';
import { TurnStore } from './turn.store.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();

describe('ContactStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contacts: ContactStore;
  const tasks = new TaskStore(sealer);
  const reminders = new ReminderStore(sealer);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    contacts = new ContactStore(database, sealer);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  afterEach(async () => {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  });

  const phone = '16505551234';
  const bsuid = 'US.13491208655302741918';

  const people = async (): Promise<number> => database.contact.count();
  const known = async (identity: Identity, by = contacts): Promise<Contact> => {
    const { id } = await by.resolve(identity);
    return by.open(await database.contact.findUniqueOrThrow({ where: { id } }));
  };
  const renameKnown = (previous: Identity, current: Identity): Promise<void> =>
    new UserIdChangeStore(database, contacts, sealer).apply({ previous, current, occurredAt: new Date() });
  const addTask = (contactId: string, title: string): Promise<Task> =>
    database.transaction((tx) => tasks.add(tx, contactId, { title }));
  const openTasks = async (contactId: string): Promise<string[]> =>
    (await tasks.listOpen(database, contactId)).map(({ number, title }) => `${number} ${title}`);

  describe('knows a person again', () => {
    it.each<[string, Identity[]]>([
      ['by the phone number', [{ phone }, { phone }]],
      ['by the user id', [{ bsuid }, { bsuid }]],
      [
        'by both',
        [
          { bsuid, phone },
          { bsuid, phone },
        ],
      ],
      ['first by phone number, then with the user id', [{ phone }, { bsuid, phone }, { bsuid }]],
      ['first by user id, then with the phone number', [{ bsuid }, { bsuid, phone }, { phone }]],
      ['by either, once both came together', [{ bsuid, phone }, { phone }, { bsuid }]],
      [
        'by the user id with a new phone number',
        [{ bsuid, phone: '16505559999' }, { bsuid, phone }, { phone }],
      ],
    ])('%s', async (_, identities) => {
      const ids = [];
      for (const identity of identities) ids.push((await contacts.resolve(identity)).id);

      expect(new Set(ids).size).toBe(1);
      expect(await people()).toBe(1);
    });

    it('with everything that is known of them', async () => {
      await contacts.resolve({ phone });
      await contacts.resolve({ phone, bsuid });

      expect(await known({ bsuid })).toMatchObject({ phone, bsuid });
    });

    it('with the time zone they chose', async () => {
      const { id } = await contacts.resolve({ phone });
      await database.contact.update({ where: { id }, data: { timezone: 'Europe/Berlin' } });

      expect(await known({ phone })).toMatchObject({ timezone: 'Europe/Berlin' });
      expect(await known({ phone, bsuid })).toMatchObject({ timezone: 'Europe/Berlin' });
    });

    it('after a new key was put in front', async () => {
      const before = new ContactStore(database, testSealer('old'));
      const { id } = await before.resolve({ phone });

      const after = new ContactStore(database, testSealer('new', 'old'));

      expect(await known({ phone }, after)).toMatchObject({ id, phone });
    });
  });

  describe('whose number is spelled in two ways', () => {
    const [longer, shorter] = ['5531987654321', '553187654321'];

    it.each<[string, Identity[]]>([
      ['longer first', [{ phone: longer }, { phone: shorter }, { phone: longer }]],
      ['with a user id later', [{ phone: longer }, { phone: shorter, bsuid }, { bsuid }, { phone: longer }]],
      ['with a user id first', [{ phone: longer, bsuid }, { phone: shorter }, { bsuid }]],
    ])('is one person: %s', async (_, identities) => {
      const ids = [];
      for (const identity of identities) ids.push((await contacts.resolve(identity)).id);

      expect(new Set(ids).size).toBe(1);
      expect(await people()).toBe(1);
    });

    it('is written to as WhatsApp spells it now', async () => {
      await contacts.resolve({ phone: longer });

      expect(await known({ phone: shorter })).toMatchObject({ phone: shorter });
    });

    it('becomes one person who was two, and keeps the lists of both and the user id', async () => {
      const create = async (identity: Identity): Promise<string> => {
        const { otherPhoneBlindIndex: _other, ...data } = contacts.sealedNames(identity);
        return (await database.contact.create({ data })).id;
      };
      await addTask(await create({ phone: longer }), 'milk');
      await addTask(await create({ phone: shorter, bsuid }), 'bread');

      const { id } = await contacts.resolve({ phone: longer });

      expect((await openTasks(id)).toSorted()).toEqual(['1 bread', '2 milk']);
      expect(await people()).toBe(1);
      expect(await known({ bsuid })).toMatchObject({ id, phone: longer, bsuid });
    });

    it('becomes one person who was two, one of them under a user id with the other spelling', async () => {
      const create = async (identity: Identity): Promise<string> => {
        const { otherPhoneBlindIndex: _other, ...data } = contacts.sealedNames(identity);
        return (await database.contact.create({ data })).id;
      };
      const id = await create({ phone: longer, bsuid });
      await addTask(await create({ phone: shorter }), 'bread');

      expect(await known({ phone: shorter, bsuid })).toMatchObject({ id, phone: shorter });
      expect(await openTasks(id)).toEqual(['1 bread']);
    });

    it('was three, and keeps the choices of each', async () => {
      const create = async (identity: Identity, more: object = {}): Promise<void> => {
        const { otherPhoneBlindIndex: _other, ...data } = contacts.sealedNames(identity);
        await database.contact.create({ data: { ...data, ...more } });
      };
      const at = new Date('2026-11-21T10:00:00Z');
      await create({ bsuid });
      await create(
        { phone: shorter },
        { timezone: 'America/Sao_Paulo', marketingChosenAt: at, marketingStoppedAt: at },
      );
      await create({ phone: longer });

      const { id } = await contacts.resolve({ bsuid, phone: shorter });

      expect(await people()).toBe(1);
      expect(await database.contact.findUniqueOrThrow({ where: { id } })).toMatchObject({
        timezone: 'America/Sao_Paulo',
        marketingStoppedAt: at,
      });
    });

    it('is not taken over by somebody who moves to the other spelling', async () => {
      const one = await contacts.resolve({ phone: longer, bsuid: 'BR.1' });
      await addTask(one.id, 'private');
      const other = await contacts.resolve({ phone: '16505559999', bsuid: 'BR.3' });

      await renameKnown({ bsuid: 'BR.3' }, { phone: shorter, bsuid: 'BR.4' });

      expect(await openTasks(other.id)).toEqual([]);
      expect(await openTasks((await contacts.resolve({ bsuid: 'BR.1' })).id)).toEqual(['1 private']);
    });

    it('stays two people where the user ids tell them apart', async () => {
      const before = await contacts.resolve({ phone: longer, bsuid: 'BR.1' });
      await addTask(before.id, 'private');

      const after = await contacts.resolve({ phone: shorter, bsuid: 'BR.2' });

      expect(after.id).not.toBe(before.id);
      expect(await openTasks(after.id)).toEqual([]);
      expect((await contacts.resolve({ phone: longer })).id).toBe(after.id);
    });
  });

  describe('with a new user id, told by the former one', () => {
    it('keeps everything but the number, which changes together with the id', async () => {
      const { id } = await contacts.resolve({ bsuid, phone });
      await addTask(id, 'milk');

      await renameKnown({ bsuid }, { bsuid: 'US.2' });
      await renameKnown({ bsuid }, { bsuid: 'US.2' });

      expect(await known({ bsuid: 'US.2' })).toEqual({ id, bsuid: 'US.2' });
      expect(await openTasks(id)).toEqual(['1 milk']);
      expect(await people()).toBe(1);
    });

    it('is the same person when they wrote under the new one first', async () => {
      const { id } = await contacts.resolve({ bsuid });
      await addTask(id, 'milk');
      await addTask((await contacts.resolve({ bsuid: 'US.2' })).id, 'bread');

      await renameKnown({ bsuid }, { bsuid: 'US.2' });

      expect(await openTasks((await contacts.resolve({ bsuid: 'US.2' })).id)).toEqual(['1 milk', '2 bread']);
      expect(await people()).toBe(1);
    });

    it('is not whoever has the phone number by now, under another user id', async () => {
      const { id } = await contacts.resolve({ bsuid, phone });
      await addTask(id, 'private');

      await renameKnown({ bsuid: 'US.8', phone }, { bsuid: 'US.9' });

      expect(await openTasks((await contacts.resolve({ bsuid: 'US.9' })).id)).toEqual([]);
      expect(await known({ bsuid })).toMatchObject({ id, phone });
    });

    it('keeps the newest one when an older change is told again', async () => {
      const { id } = await contacts.resolve({ bsuid, phone });
      const first = [{ bsuid, phone }, { bsuid: 'US.2' }] as const;

      await renameKnown(...first);
      await renameKnown({ bsuid: 'US.2', phone }, { bsuid: 'US.3' });
      await renameKnown(...first);

      expect(await contacts.resolve({ bsuid: 'US.3', phone })).toMatchObject({ id });
    });

    it('is nobody new when nobody is known', async () => {
      await renameKnown({ bsuid }, { bsuid: 'US.2' });

      expect(await people()).toBe(0);
    });
  });

  it('keeps different people apart', async () => {
    const one = await contacts.resolve({ phone, bsuid });
    const other = await contacts.resolve({ phone: '16505559999', bsuid: 'US.2' });

    expect(other.id).not.toBe(one.id);
    expect(await people()).toBe(2);
  });

  it('refuses somebody without any name', async () => {
    await expect(contacts.resolve({ name: 'Sheena Nelson' })).rejects.toThrow('BSUID or a phone number');
    await expect(contacts.resolve({ phone: '' })).rejects.toThrow('BSUID or a phone number');
    expect(await people()).toBe(0);
  });

  it('makes one person of 20 first messages that come at once', async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => contacts.resolve({ phone, bsuid })));

    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(await people()).toBe(1);
  });

  it('makes one person of first messages that come at once under different names', async () => {
    const identities: Identity[] = Array.from({ length: 6 }, () => [
      { phone, bsuid },
      { phone },
      { bsuid },
    ]).flat();

    await Promise.all(identities.map((identity) => contacts.resolve(identity)));
    await contacts.resolve({ phone, bsuid });

    expect(await people()).toBe(1);
  });

  it('holds nothing of a person that could be read', async () => {
    await contacts.resolve({ phone, bsuid, name: 'Sheena Nelson' });

    const rows = JSON.stringify(await testDatabase.query('SELECT * FROM contact'));

    expect(rows).toContain('test.');
    expect(rows).not.toMatch(/16505551234|13491208655302741918|Sheena|Nelson/);
    const [row] = await testDatabase.query<{ name_sealed: string }>('SELECT name_sealed FROM contact');
    expect(sealer.open(row!.name_sealed)).toBe('Sheena Nelson');
  });

  describe('when a person turns out to be known twice', () => {
    async function knownTwice(): Promise<{ byPhone: string; byBsuid: string }> {
      const byPhone = (await contacts.resolve({ phone })).id;
      const byBsuid = (await contacts.resolve({ bsuid })).id;
      return { byPhone, byBsuid };
    }

    async function writeTo(contactId: string): Promise<string> {
      const outbound = new OutboundStore(database, sealer);
      return database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));
    }

    it('makes one person of them', async () => {
      const { byBsuid } = await knownTwice();

      expect(await known({ phone, bsuid })).toMatchObject({ id: byBsuid, phone, bsuid });
      expect(await people()).toBe(1);
    });

    it('joins both lists, with a number of its own for each task', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      await addTask(byPhone, 'milk');
      await addTask(byPhone, 'bread');
      await addTask(byBsuid, 'stamps');

      const { id } = await contacts.resolve({ phone, bsuid });

      expect(await openTasks(id)).toEqual(['1 stamps', '2 milk', '3 bread']);
    });

    it('joins the tasks of two lists of the same name in one, and those of another in theirs', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      const add = (contactId: string, title: string, list: string): Promise<unknown> =>
        database.transaction((tx) => tasks.add(tx, contactId, { title, list }));
      await add(byPhone, 'milk', 'shopping');
      await add(byPhone, 'nails', 'hardware');
      await add(byBsuid, 'eggs', 'Shopping');

      const { id } = await contacts.resolve({ phone, bsuid });

      expect(await openTasks(id)).toEqual(['1 nails', '1 eggs', '2 milk']);
    });

    it('leaves completed tasks completed', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      const done = await addTask(byPhone, 'milk');
      await database.transaction((tx) => tasks.complete(tx, byPhone, [done.id]));
      await addTask(byBsuid, 'stamps');

      const { id } = await contacts.resolve({ phone, bsuid });

      expect(await openTasks(id)).toEqual(['1 stamps']);
      expect(await database.task.count({ where: { contactId: id } })).toBe(2);
    });

    it('moves messages, events and reminders along', async () => {
      const { byPhone } = await knownTwice();
      const leases = new LeaseStore(database);
      const turns = new TurnStore(database, contacts, leases, sealer);
      const inbound = new InboundStore(database, contacts, turns, sealer);
      const received = await inbound.record({
        wamid: `wamid.${randomUUID()}`,
        from: { phone },
        kind: 'text',
        text: 'hello',
        sentAt: new Date(),
      });
      const sent = await writeTo(byPhone);
      const dueAt = new Date(Date.now() + 60_000);
      await reminders.add(database, byPhone, { title: 'call mom', dueAt });
      await database.event.create({
        data: { contactId: byPhone, titleSealed: sealer.seal('dentist'), startsAt: dueAt },
      });

      const { id } = await contacts.resolve({ phone, bsuid });

      expect(id).not.toBe(byPhone);
      const mine = { where: { contactId: id } };
      expect((await database.inboundMessage.findMany(mine)).map((row) => row.id)).toEqual([received.id]);
      expect((await database.outboundMessage.findMany(mine)).map((row) => row.id)).toEqual([sent]);
      expect(await reminders.listUpcoming(database, id)).toMatchObject([{ title: 'call mom', dueAt }]);
      expect(await database.event.count(mine)).toBe(1);
    });

    it('sends them one agenda, whichever of the two wanted it, or both', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      const dueAt = new Date(Date.now() + 60_000);
      const agenda = { kind: 'agenda', title: '', dueAt } as const;
      for (const contactId of [byPhone, byBsuid]) await reminders.add(database, contactId, agenda);

      await contacts.resolve({ phone, bsuid });

      expect(await database.reminder.count({ where: { kind: 'agenda', cancelledAt: null } })).toBe(1);
    });

    it('keeps the time zone, whichever of the two had chosen it', async () => {
      const { byPhone } = await knownTwice();
      await database.contact.update({ where: { id: byPhone }, data: { timezone: 'Asia/Tokyo' } });

      expect(await known({ phone, bsuid })).toMatchObject({ timezone: 'Asia/Tokyo' });
    });

    it('does so once when several messages tell it at once', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      await addTask(byPhone, 'milk');
      await addTask(byBsuid, 'stamps');

      const found = await Promise.all(Array.from({ length: 8 }, () => contacts.resolve({ phone, bsuid })));

      expect(new Set(found.map(({ id }) => id))).toEqual(new Set([byBsuid]));
      expect(await openTasks(byBsuid)).toEqual(['1 stamps', '2 milk']);
    });

    it('loses nothing that is written to one of them just then', async () => {
      const { byPhone, byBsuid } = await knownTwice();
      let commit = (): void => undefined;
      let written = false;
      const writing = database.$transaction(async (tx) => {
        await tasks.add(tx, byPhone, { title: 'milk' });
        written = true;
        await new Promise<void>((resolve) => {
          commit = resolve;
        });
      }, untilEnded);
      await waitUntil('the task is written', () => written);

      const joining = contacts.resolve({ phone, bsuid });
      await waitUntil('the join waits for the other transaction', async () => {
        const [row] = await testDatabase.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        return row?.waiting;
      });
      commit();
      await Promise.all([writing, joining]);

      expect(await openTasks(byBsuid)).toEqual(['1 milk']);
    });
  });

  describe('when a phone number was passed on', () => {
    const former: Identity = { phone, bsuid };
    const newOwner: Identity = { phone, bsuid: 'US.22222222222222222222' };

    it('shows the new owner nothing of the former one', async () => {
      const before = await contacts.resolve(former);
      await addTask(before.id, 'call my lawyer');

      const after = await known(newOwner);

      expect(after).toMatchObject(newOwner);
      expect(after.id).not.toBe(before.id);
      expect(await openTasks(after.id)).toEqual([]);
    });

    it('keeps the former owner, who is known by the user id only from then on', async () => {
      const before = await contacts.resolve(former);
      await addTask(before.id, 'call my lawyer');
      const after = await contacts.resolve(newOwner);

      expect(await known({ bsuid })).toEqual({ id: before.id, bsuid });
      expect(await openTasks(before.id)).toEqual(['1 call my lawyer']);
      expect((await contacts.resolve({ phone })).id).toBe(after.id);
    });

    it('gives it to a person who was known without one', async () => {
      const { id } = await contacts.resolve({ bsuid: newOwner.bsuid });
      const before = await contacts.resolve(former);

      expect(await known(newOwner)).toMatchObject({ id, phone });
      expect(await known({ bsuid })).toEqual({ id: before.id, bsuid });
    });

    it('does so once when several messages of the new owner come at once', async () => {
      const before = await contacts.resolve(former);

      const found = await Promise.all(Array.from({ length: 8 }, () => contacts.resolve(newOwner)));

      expect(new Set(found.map(({ id }) => id)).size).toBe(1);
      expect(found[0]?.id).not.toBe(before.id);
      expect(await people()).toBe(2);
    });
  });
});
