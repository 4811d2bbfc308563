import { createTestDatabase, newWamid, type Person, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore } from './inbound.store.ts';
import type { NewInbound } from './new-inbound.ts';
import type { Turn } from './turn.ts';
import { TurnResultStore, type TurnResult } from './turn-result.store.ts';
import { TurnStore } from './turn.store.ts';

const sealer = testSealer();
const sheena: Person = { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' };
const someoneElse: Person = { phone: '4915112345678' };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));

describe('TurnResultStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contacts: ContactStore;
  let turns: TurnStore;
  let inbound: InboundStore;
  const results = new TurnResultStore(sealer);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    contacts = new ContactStore(database, sealer);
    turns = new TurnStore(database, contacts, sealer);
    inbound = new InboundStore(database, contacts, turns, sealer);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  /** A leased message. */
  const inHand = async (more: Partial<NewInbound> = {}): Promise<Turn> => {
    const message = { wamid: newWamid(), from: sheena, kind: 'text', text: 'help', sentAt: at(0), ...more };
    const { turn } = await inbound.record(message);
    if (!turn) throw new Error('not its turn');
    return turn;
  };
  const resultOf = ({ id, lease, contact }: Turn, more: Partial<TurnResult> = {}): TurnResult => {
    return { id, lease, contactId: contact.id, outcome: 'acted', intent: 'help', ...more };
  };
  const finish = (...all: TurnResult[]): Promise<Map<string, string>> =>
    database.transaction((tx) => results.finish(tx, all));
  const hold = (...all: Turn[]): Promise<string[]> =>
    database.transaction(async (tx) => [...(await results.hold(tx, all))]);
  const blindIndex = (wamid: string): string => sealer.blindIndex('wamid', wamid);

  it('notes what came of messages, with and without an answer', async () => {
    const [spoken, silent] = [await inHand(), await inHand({ from: someoneElse })];

    const answers = await finish(
      resultOf(spoken, { reply: 'Hello!' }),
      resultOf(silent, { outcome: 'noted', intent: undefined }),
    );

    expect([...answers.keys()]).toEqual([spoken.id]);
    const [answer] = await database.outboundMessage.findMany();
    expect(answer).toMatchObject({
      id: answers.get(spoken.id),
      contactId: spoken.contact.id,
      inReplyToId: spoken.id,
      status: 'queued',
    });
    expect(sealer.open(answer!.bodySealed)).toBe('Hello!');
    expect(await database.inboundMessage.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { outcome: 'acted', intent: 'help', handledAt: expect.any(Date), lease: null },
      { outcome: 'noted', intent: null, handledAt: expect.any(Date), lease: null },
    ]);
  });

  it('keeps the question that is asked, forgets it when asked to, and leaves it otherwise', async () => {
    const asked = async (): Promise<string | undefined> =>
      (await database.contact.findFirst())?.questionSealed ?? undefined;
    await finish(resultOf(await inHand(), { question: 'which task?' }));
    expect(sealer.open((await asked())!)).toBe('which task?');

    await finish(resultOf(await inHand()));
    expect(sealer.open((await asked())!)).toBe('which task?');

    await finish(resultOf(await inHand(), { question: null }));
    expect(await asked()).toBeUndefined();
  });

  describe('holds a message', () => {
    it('as long as the lease is ours', async () => {
      const [ours, given] = [await inHand(), await inHand({ from: someoneElse })];
      await turns.release(given);

      expect(await hold(ours, given)).toEqual([ours.id]);
    });

    it('until it is handled', async () => {
      const turn = await inHand();
      await finish(resultOf(turn));

      expect(await hold(turn)).toEqual([]);
    });

    it('as long as the open question is the one that it was understood by', async () => {
      const turn = await inHand();
      await contacts.ask(database, turn.contact.id, 'which task?');

      expect(await hold(turn)).toEqual([]);
    });

    it('as long as the person did not change it', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid });
      await inbound.record({
        wamid: newWamid(),
        from: sheena,
        kind: 'edit',
        text: 'add bread',
        refersTo: blindIndex(wamid),
        sentAt: at(5),
      });

      expect(await hold(turn)).toEqual([]);
    });
  });

  describe('a message that the person changed or took back', () => {
    const change = (target: string, more: Partial<NewInbound> = {}) =>
      inbound.record({
        wamid: newWamid(),
        from: sheena,
        kind: 'edit',
        text: 'add bread',
        refersTo: target,
        sentAt: at(5),
        ...more,
      });
    const recordAfterChanges = async (wamid: string): Promise<Turn['amendment']> => {
      const { contactId } = await inbound.record({
        wamid,
        from: sheena,
        kind: 'text',
        text: 'add milk',
        sentAt: at(0),
      });
      // Some of the changes may already be leased, others not.
      await testDatabase.query("UPDATE inbound_message SET lease = NULL WHERE kind <> 'text'");
      const turn = await turns.claimNext(contactId, { patienceMs: 30_000, reachableForMs: 3_600_000 });
      return turn?.amendment;
    };

    it('is amended when its turn comes, whichever came first', async () => {
      const wamid = newWamid();
      await change(blindIndex(wamid));

      expect(await recordAfterChanges(wamid)).toEqual({ kind: 'edit', text: 'add bread' });
    });

    it('is amended by the last change', async () => {
      const wamid = newWamid();
      await change(blindIndex(wamid), { kind: 'revoke', text: undefined, sentAt: at(9) });
      await change(blindIndex(wamid));

      expect(await recordAfterChanges(wamid)).toEqual({ kind: 'revoke', text: undefined });
    });

    it('is not amended by somebody else', async () => {
      const wamid = newWamid();
      await change(blindIndex(wamid), { from: someoneElse });

      expect(await recordAfterChanges(wamid)).toBeUndefined();
    });

    it('is forgotten, and what had come of it is told', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid, text: 'add milk' });
      await finish(resultOf(turn, { intent: 'create_task' }));
      const { id: since } = await change(blindIndex(wamid), { kind: 'revoke', text: undefined });

      expect(await results.amend(database, { since, target: blindIndex(wamid) })).toEqual({
        actedOnAs: 'create_task',
      });

      expect(await database.inboundMessage.findUnique({ where: { id: turn.id } })).toMatchObject({
        bodySealed: null,
      });
    });

    it('that had not been acted on when that was said is no loss', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid });
      const { id: since } = await change(blindIndex(wamid));
      await finish(resultOf(turn, { intent: 'create_task' }));

      expect(await results.amend(database, { since, target: blindIndex(wamid), text: 'add bread' })).toEqual({
        actedOnAs: undefined,
      });
    });

    it('that nobody knows is no fault', async () => {
      const { id: since } = await change('unknown');

      expect(await results.amend(database, { since, target: 'unknown' })).toEqual({ actedOnAs: undefined });
    });
  });
});
