import { createTestDatabase, newWamid, type Person, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore, type NewInbound, type RecordedInbound } from './inbound.store.ts';
import { floodIntents, type Turn, TurnStore } from './turn.store.ts';

const sealer = testSealer();
const sheena: Person = { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));
const patienceMs = 30_000;

describe('TurnStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contacts: ContactStore;
  let inbound: InboundStore;
  const turns = new TurnStore(sealer);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    contacts = new ContactStore(database, sealer);
    inbound = new InboundStore(database, contacts, sealer);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  const record = (more: Partial<NewInbound> = {}): Promise<RecordedInbound> =>
    inbound.record({ wamid: newWamid(), from: sheena, kind: 'text', text: 'help', sentAt: at(0), ...more });
  const take = (...ids: string[]): Promise<Turn[]> =>
    database.transaction((tx) => turns.take(tx, ids, patienceMs));
  const taken = async (...messages: RecordedInbound[]): Promise<boolean[]> => {
    const got = await take(...messages.map(({ id }) => id));
    return messages.map(({ id }) => got.some((turn) => turn.id === id));
  };
  const finish = (id: string, contactId: string, intent: string): Promise<unknown> =>
    database.transaction((tx) => turns.finish(tx, [{ id, contactId, intent }]));

  it('gives a turn once', async () => {
    const message = await record();

    expect(await taken(message)).toEqual([true]);
    expect(await taken(message)).toEqual([false]);
  });

  it('gives it to one of many who ask at once', async () => {
    const message = await record();

    const tries = await Promise.all(Array.from({ length: 10 }, () => taken(message)));

    expect(tries.flat().filter(Boolean)).toHaveLength(1);
  });

  it('gives it again when what the first one did was undone', async () => {
    const { id } = await record();
    const undone = database.transaction(async (tx) => {
      await turns.take(tx, [id], patienceMs);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');

    expect(await take(id)).toHaveLength(1);
  });

  it('notes what came of it, with and without an answer', async () => {
    const [spoken, silent] = [await record(), await record({ from: { phone: '4915112345678' } })];
    const answers = await database.transaction(async (tx) => {
      const got = await turns.take(tx, [spoken.id, silent.id], patienceMs);
      return turns.finish(tx, [
        { ...got.find(({ id }) => id === spoken.id)!, intent: 'help', reply: 'Hello!' },
        { ...got.find(({ id }) => id === silent.id)!, intent: 'none' },
      ]);
    });

    expect([...answers.keys()]).toEqual([spoken.id]);
    const [answer] = await database.outboundMessage.findMany();
    expect(answer).toMatchObject({
      id: answers.get(spoken.id),
      contactId: spoken.contact.id,
      inReplyToId: spoken.id,
      status: 'queued',
    });
    expect(sealer.open(answer!.bodySealed)).toBe('Hello!');
    const rows = await database.inboundMessage.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ intent }) => intent)).toEqual(['help', 'none']);
    expect(rows.map(({ handledAt }) => handledAt)).toEqual([expect.any(Date), expect.any(Date)]);
  });

  describe('order', () => {
    it('a later message of the same person waits, whichever was recorded first', async () => {
      const later = await record({ sentAt: at(5) });
      const earlier = await record({ sentAt: at(4) });

      expect(await taken(later)).toEqual([false]);
      expect(await taken(earlier, later)).toEqual([true, false]);
      expect(await taken(later)).toEqual([true]);
    });

    it('messages of one second act as they were received', async () => {
      const receivedAt = new Date();
      const second = await record({ receivedAt, position: 1 });
      const first = await record({ receivedAt, position: 0 });
      const before = await record({ receivedAt: new Date(receivedAt.getTime() - 1), position: 5 });

      expect(await taken(second, first, before)).toEqual([false, false, true]);
      expect(await taken(second, first)).toEqual([false, true]);
    });

    it('people do not wait for each other', async () => {
      const hers = await record();
      const his = await record({ from: { phone: '4915112345678' }, sentAt: at(9) });

      expect(await taken(his)).toEqual([true]);
      expect(await taken(hers)).toEqual([true]);
    });

    it('a message waits for the file of an earlier one, which has no turn before', async () => {
      const voice = { wamid: newWamid(), from: sheena, kind: 'audio', sentAt: at(0) };
      const announced = await inbound.record({ ...voice, awaitsMedia: true });
      const text = await record({ sentAt: at(1) });

      expect(await taken(announced, text)).toEqual([false, false]);

      await inbound.record({ ...voice, text: 'call mom' });
      expect(await taken(announced)).toEqual([true]);
      expect(await taken(text)).toEqual([true]);
    });

    it('it waits so long and no longer, and then it says so', async () => {
      const stuck = await record();
      const later = await record({ sentAt: at(1) });
      await testDatabase.query(
        "UPDATE inbound_message SET recorded_at = now() - interval '31 seconds' WHERE id = $1",
        [stuck.id],
      );

      expect(await take(later.id)).toMatchObject([{ overtakes: true }]);
      expect(await take(stuck.id)).toMatchObject([{ overtakes: false }]);
    });

    it('names the message that waits', async () => {
      const first = await record();
      const wamid = newWamid();
      await record({ sentAt: at(2) });
      await record({ wamid, sentAt: at(1) });

      expect(await take(first.id)).toMatchObject([{ next: sealer.blindIndex('wamid', wamid) }]);
    });
  });

  it('counts the messages of the minute before, and tells whether one went unread', async () => {
    for (const second of [0, 30, 59]) {
      const { id, contact } = await record({ sentAt: at(second) });
      await take(id);
      await finish(id, contact.id, second === 30 ? floodIntents.noticed : 'help');
    }
    await record({ from: { phone: '4915112345678' }, sentAt: at(60) });

    const [near] = await take((await record({ sentAt: at(60) })).id);
    const [far] = await take((await record({ sentAt: at(118) })).id);

    // The one of second 0 is a whole minute old.
    expect(near).toMatchObject({ inLastMinute: 3, floodedBefore: true });
    expect(far).toMatchObject({ inLastMinute: 3, floodedBefore: false });
  });

  it('tells the open question', async () => {
    const { id, contact } = await record();
    await contacts.ask(database, contact.id, 'which task?');

    expect(await take(id)).toMatchObject([{ question: 'which task?' }]);

    await contacts.ask(database, contact.id, null);
    expect((await take((await record()).id))[0]?.question).toBeUndefined();
  });

  describe('a message that the person changed or took back', () => {
    const wamid = (): { wamid: string; target: string } => {
      const id = newWamid();
      return { wamid: id, target: sealer.blindIndex('wamid', id) };
    };

    it('is amended when its turn comes, whichever came first', async () => {
      const { wamid: original, target } = wamid();
      await record({ kind: 'edit', text: 'add bread', refersTo: target, sentAt: at(5) });
      const { id } = await record({ wamid: original, text: 'add milk' });

      expect(await take(id)).toMatchObject([{ amendment: { kind: 'edit', text: 'add bread' } }]);
    });

    it('is amended by the last change', async () => {
      const { wamid: original, target } = wamid();
      const { id } = await record({ wamid: original });
      await record({ kind: 'revoke', text: undefined, refersTo: target, sentAt: at(9) });
      await record({ kind: 'edit', text: 'add bread', refersTo: target, sentAt: at(5) });

      expect(await take(id)).toMatchObject([{ amendment: { kind: 'revoke', text: undefined } }]);
    });

    it('is not amended by somebody else', async () => {
      const { wamid: original, target } = wamid();
      const { id } = await record({ wamid: original });
      await record({ from: { phone: '4915112345678' }, kind: 'revoke', refersTo: target, sentAt: at(5) });

      expect((await take(id))[0]?.amendment).toBeUndefined();
    });

    it('is forgotten, and what had come of it is told', async () => {
      const { wamid: original, target } = wamid();
      const { id, contact } = await record({ wamid: original, text: 'add milk' });
      await take(id);
      await finish(id, contact.id, 'create_task');
      const { id: since } = await record({
        kind: 'revoke',
        text: undefined,
        refersTo: target,
        sentAt: at(5),
      });

      expect(await turns.amend(database, { since, target })).toEqual({ handledAs: 'create_task' });

      expect(await database.inboundMessage.findUnique({ where: { id } })).toMatchObject({ bodySealed: null });
    });

    it('that had not been handled when that was said is no loss', async () => {
      const { wamid: original, target } = wamid();
      const { id, contact } = await record({ wamid: original });
      const { id: since } = await record({
        kind: 'edit',
        text: 'add bread',
        refersTo: target,
        sentAt: at(5),
      });
      await take(id);
      await finish(id, contact.id, 'create_task');

      expect(await turns.amend(database, { since, target, text: 'add bread' })).toEqual({
        handledAs: undefined,
      });
    });

    it('that nobody knows is no fault', async () => {
      const { id: since } = await record({ kind: 'revoke', text: undefined, refersTo: 'unknown' });

      expect(await turns.amend(database, { since, target: 'unknown' })).toEqual({ handledAs: undefined });
    });
  });
});
