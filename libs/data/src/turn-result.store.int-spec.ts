import { createTestDatabase, newWamid, type Person, type TestDatabase, testSealer } from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import type { NewInbound } from './new-inbound.ts';
import type { Turn } from './turn.ts';
import type { TurnResult } from './turn-result.store.ts';

const sealer = testSealer();
const sheena: Person = { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' };
const someoneElse: Person = { phone: '4915112345678' };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));

describe('TurnResultStore', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  /** A leased message. */
  const inHand = async (more: Partial<NewInbound> = {}): Promise<Turn> => {
    const message = { wamid: newWamid(), from: sheena, kind: 'text', text: 'help', sentAt: at(0), ...more };
    const { turn } = await stores.inbound.record(message);
    if (!turn) throw new Error('not its turn');
    return turn;
  };
  const resultOf = ({ id, contact }: Turn, more: Partial<TurnResult> = {}): TurnResult => {
    return { id, contactId: contact.id, outcome: 'acted', intent: 'help', ...more };
  };
  const finish = async (...all: TurnResult[]): Promise<Map<string, string>> =>
    (await stores.database.transaction((tx) => stores.results.finish(tx, all))).answers;
  const hold = (...all: Turn[]): Promise<string[]> =>
    stores.database.transaction(async (tx) => [...(await stores.results.hold(tx, all)).keys()]);
  const blindIndex = (wamid: string): string => sealer.blindIndex('wamid', wamid);

  it('notes what came of messages, with and without an answer', async () => {
    const [spoken, silent] = [await inHand(), await inHand({ from: someoneElse })];

    const answers = await finish(
      resultOf(spoken, { reply: 'Hello!' }),
      resultOf(silent, { outcome: 'noted', intent: undefined }),
    );

    expect([...answers.keys()]).toEqual([spoken.id]);
    const [answer] = await stores.database.outboundMessage.findMany();
    expect(answer).toMatchObject({
      id: answers.get(spoken.id),
      contactId: spoken.contact.id,
      inReplyToId: spoken.id,
      answerId: null,
      status: 'queued',
    });
    expect(sealer.open(answer!.bodySealed)).toBe('Hello!');
    expect(await stores.database.inboundMessage.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { outcome: 'acted', intent: 'help', handledAt: expect.any(Date), lease: null },
      { outcome: 'noted', intent: null, handledAt: expect.any(Date), lease: null },
    ]);
  });

  it('keeps the question that is asked, forgets it when asked to, and leaves it otherwise', async () => {
    const asked = async (): Promise<string | undefined> =>
      (await stores.database.contact.findFirst())?.questionSealed ?? undefined;
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
      await stores.leases.release(given);

      expect(await hold(ours, given)).toEqual([ours.id]);
    });

    it('until it is handled', async () => {
      const turn = await inHand();
      await finish(resultOf(turn));

      expect(await hold(turn)).toEqual([]);
    });

    it('as long as the open question is the one that it was understood by', async () => {
      const turn = await inHand();
      await stores.database.contact.update({
        where: { id: turn.contact.id },
        data: { questionSealed: sealer.seal('which task?') },
      });

      expect(await hold(turn)).toEqual([]);
    });

    it('as long as the person did not change it', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid });
      await stores.inbound.record({
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
      stores.inbound.record({
        wamid: newWamid(),
        from: sheena,
        kind: 'edit',
        text: 'add bread',
        refersTo: target,
        sentAt: at(5),
        ...more,
      });
    const recordAfterChanges = async (wamid: string): Promise<Turn['amendment']> => {
      const { contactId } = await stores.inbound.record({
        wamid,
        from: sheena,
        kind: 'text',
        text: 'add milk',
        sentAt: at(0),
      });
      // Some of the changes may already be leased, others not.
      await testDatabase.query("UPDATE inbound_message SET lease = NULL WHERE kind <> 'text'");
      const turn = await stores.turns.claimNext(contactId, {
        patienceMs: 30_000,
        sinceOutageMs: Infinity,
      });
      return turn?.amendment;
    };

    it('is amended when its turn comes, whichever came first', async () => {
      const wamid = newWamid();
      await change(blindIndex(wamid));

      expect(await recordAfterChanges(wamid)).toMatchObject({ kind: 'edit', text: 'add bread' });
    });

    it('is amended by the last change', async () => {
      const wamid = newWamid();
      await change(blindIndex(wamid), { kind: 'revoke', text: undefined, sentAt: at(9) });
      await change(blindIndex(wamid));

      expect(await recordAfterChanges(wamid)).toMatchObject({ kind: 'revoke', text: undefined });
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

      expect(await stores.results.amend(stores.database, { since, target: blindIndex(wamid) })).toEqual({
        id: turn.id,
        intent: 'create_task',
      });

      expect(await stores.database.inboundMessage.findUnique({ where: { id: turn.id } })).toMatchObject({
        bodySealed: null,
      });
    });

    it('of two changes of one second, is amended by the one that came later', async () => {
      const wamid = newWamid();
      const receivedAt = new Date();
      await change(blindIndex(wamid), { text: 'add butter', receivedAt, position: 1 });
      await change(blindIndex(wamid), { text: 'add bread', receivedAt, position: 0 });

      expect(await recordAfterChanges(wamid)).toMatchObject({ text: 'add butter' });
    });

    it('that was acted on as changed needs no word about this change nor about an earlier one', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid });
      const earlier = await change(blindIndex(wamid), { sentAt: at(4) });
      const since = await change(blindIndex(wamid));
      await finish(resultOf(turn, { intent: 'create_task', amendmentId: since.id }));

      for (const { id } of [earlier, since]) {
        expect(
          await stores.results.amend(stores.database, {
            since: id,
            target: blindIndex(wamid),
            text: 'add bread',
          }),
        ).toBeUndefined();
      }
    });

    it('that was acted on without regard to the change is told, though the change was recorded before', async () => {
      const wamid = newWamid();
      const turn = await inHand({ wamid });
      const { id: since } = await change(blindIndex(wamid));
      await finish(resultOf(turn, { intent: 'create_task' }));

      expect(
        await stores.results.amend(stores.database, { since, target: blindIndex(wamid), text: 'add bread' }),
      ).toEqual({ id: turn.id, intent: 'create_task' });
    });

    it('that nobody knows is no fault', async () => {
      const { id: since } = await change('unknown');

      expect(await stores.results.amend(stores.database, { since, target: 'unknown' })).toBeUndefined();
    });
  });
});
