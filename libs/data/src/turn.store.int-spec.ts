import { createTestDatabase, newWamid, type Person, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { InboundStore, type RecordedInbound } from './inbound.store.ts';
import type { NewInbound } from './new-inbound.ts';
import type { Turn } from './turn.ts';
import type { Patience } from './turn-order.ts';
import { TurnResultStore } from './turn-result.store.ts';
import { TurnStore } from './turn.store.ts';

const sealer = testSealer();
const sheena: Person = { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' };
const someoneElse: Person = { phone: '4915112345678' };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));
const patience: Patience = { patienceMs: 30_000, reachableForMs: 3_600_000 };

describe('TurnStore', () => {
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

  const record = (more: Partial<NewInbound> = {}): Promise<RecordedInbound> =>
    inbound.record({ wamid: newWamid(), from: sheena, kind: 'text', text: 'help', sentAt: at(0), ...more });
  /** Recorded, but left for `claim`: it settles, and that is over at once. */
  const leave = async (more: Partial<NewInbound> = {}): Promise<RecordedInbound> => {
    const recorded = await record({ settleMs: 60_000, ...more });
    await past(recorded.id, 'claimable_at', 1);
    return recorded;
  };
  const claim = (of: RecordedInbound, how = patience): Promise<Turn | undefined> =>
    turns.claimNext(of.contactId, how);
  const finish = ({ id, lease, contact }: Turn, outcome: 'acted' | 'flood_noticed' = 'acted') =>
    database.transaction((tx) =>
      results.finish(tx, [{ id, lease, contactId: contact.id, outcome, intent: 'help' }]),
    );
  const past = (id: string, column: string, seconds: number): Promise<unknown> =>
    testDatabase.query(
      `UPDATE inbound_message SET ${column} = now() - $2 * interval '1 second' WHERE id = $1`,
      [id, seconds],
    );
  const rowOf = (id: string) => database.inboundMessage.findUniqueOrThrow({ where: { id } });

  describe('a lease', () => {
    it('comes with the record when nothing else of the person is open, and with all that there is to know', async () => {
      const { id, turn } = await record({
        kind: 'image',
        detail: 'photo',
        hasMedia: true,
        mediaProblem: 'gone',
      });

      expect(turn).toMatchObject({
        id,
        lease: expect.any(String),
        kind: 'image',
        detail: 'photo',
        text: 'help',
        hasMedia: true,
        mediaProblem: 'gone',
        contact: { phone: sheena.phone, bsuid: sheena.bsuid },
        sentAt: at(0),
        failedClaims: 0,
        inLastMinute: 1,
        floodedBefore: false,
        overtakes: false,
      });
    });

    it('is given to one of many who ask at once', async () => {
      const message = await leave();

      const claims = await Promise.all(Array.from({ length: 10 }, () => claim(message)));

      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('is given to one of many processes that ask at once', async () => {
      const message = await leave();
      const others = Array.from({ length: 6 }, () => new Database(testDatabase.url));
      try {
        const claims = await Promise.all(
          others.map((one) => new TurnStore(one, contacts, sealer).claimNext(message.contactId, patience)),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
      } finally {
        await Promise.all(others.map((one) => one.$disconnect()));
      }
    });

    it('is given for one message of a person, however many processes record at once', async () => {
      const others = Array.from({ length: 6 }, () => new Database(testDatabase.url));
      try {
        await contacts.resolve(sheena);
        const recorded = await Promise.all(
          others.map((one, second) =>
            new InboundStore(one, contacts, new TurnStore(one, contacts, sealer), sealer).record({
              wamid: newWamid(),
              from: sheena,
              kind: 'text',
              sentAt: at(second),
            }),
          ),
        );
        expect(recorded.filter(({ turn }) => turn)).toHaveLength(1);
        expect(new Set(recorded.map(({ id }) => id)).size).toBe(6);
      } finally {
        await Promise.all(others.map((one) => one.$disconnect()));
      }
    });

    it('that is given back is given again, after the pause and with the failure counted', async () => {
      const { turn } = await record();
      await turns.release(turn!, { hasFailed: true, pauseMs: 60_000 });
      expect(await turns.claimNext(turn!.contact.id, patience)).toBeUndefined();

      await past(turn!.id, 'claimable_at', 1);

      const again = await turns.claimNext(turn!.contact.id, patience);
      expect(again).toMatchObject({ id: turn!.id, failedClaims: 1 });
      expect(again?.lease).not.toBe(turn!.lease);
    });

    it('that was lost can not be given back', async () => {
      const { turn } = await record();
      await turns.release(turn!);
      const again = await turns.claimNext(turn!.contact.id, patience);

      await turns.release(turn!, { hasFailed: true });

      expect(await rowOf(turn!.id)).toMatchObject({ lease: again?.lease, failedClaims: 0 });
    });

    it('that ran out is taken back and counts as a failure', async () => {
      const { turn } = await record();
      expect(await turns.releaseExpired(patience)).toEqual([]);
      await past(turn!.id, 'claimable_at', 1);

      expect(await turns.releaseExpired(patience)).toEqual([turn!.messageKey]);

      expect(await turns.claimNext(turn!.contact.id, patience)).toMatchObject({ failedClaims: 1 });
    });

    it('that ran out during an outage is taken back and counts nothing', async () => {
      const { turn } = await record();
      await past(turn!.id, 'claimable_at', 10);

      await turns.releaseExpired({ ...patience, reachableForMs: 5_000 });

      expect(await turns.claimNext(turn!.contact.id, patience)).toMatchObject({ failedClaims: 0 });
    });

    it('of a message that can not be opened here goes back and costs nobody else theirs', async () => {
      const message = await leave();
      const other = await leave({ from: someoneElse });
      const strange = testSealer('other');
      await testDatabase.query('UPDATE inbound_message SET body_sealed = $2 WHERE id = $1', [
        message.id,
        strange.seal('help'),
      ]);

      expect(await turns.claimWaiting(10, patience)).toMatchObject([{ id: other.id }]);

      expect(await rowOf(message.id)).toMatchObject({ lease: null, failedClaims: 0, handledAt: null });
    });
  });

  describe('order', () => {
    it('a later message of the same person waits, whichever was recorded first', async () => {
      const later = await leave({ sentAt: at(5) });
      const earlier = await leave({ sentAt: at(4) });

      const first = await claim(later);
      expect(first).toMatchObject({ id: earlier.id });
      expect(await claim(later)).toBeUndefined();
      await finish(first!);
      expect(await claim(later)).toMatchObject({ id: later.id });
    });

    it('the first of those that are recorded in one statement comes first', async () => {
      const [, second, first] = await Promise.all([
        // While this one is in flight, the others form a batch.
        record({ from: someoneElse }),
        record({ sentAt: at(2) }),
        record({ sentAt: at(1) }),
      ]);

      expect(first.turn).toMatchObject({ id: first.id });
      expect(second.turn).toBeUndefined();
    });

    it('messages of one second come as they were received', async () => {
      const receivedAt = new Date();
      const second = await leave({ receivedAt, position: 1 });
      const first = await leave({ receivedAt, position: 0 });
      const before = await leave({ receivedAt: new Date(receivedAt.getTime() - 1), position: 5 });

      for (const { id } of [before, first, second]) {
        const turn = await claim(second);
        expect(turn).toMatchObject({ id });
        await finish(turn!);
      }
    });

    it('people do not wait for each other', async () => {
      expect((await record()).turn).toBeDefined();
      expect((await record({ from: someoneElse, sentAt: at(9) })).turn).toBeDefined();
    });

    it('a message waits for the file of an earlier one, which has no turn before', async () => {
      const voice = { wamid: newWamid(), from: sheena, kind: 'audio', sentAt: at(0), hasMedia: true };
      const announced = await inbound.record({ ...voice, awaitsMedia: true });
      const text = await record({ sentAt: at(1) });

      expect([announced.turn, text.turn, await claim(text)]).toEqual([undefined, undefined, undefined]);

      await inbound.record({ ...voice, text: 'call mom' });
      const turn = await claim(text);
      expect(turn).toMatchObject({ id: announced.id, text: 'call mom' });
      await finish(turn!);
      expect(await claim(text)).toMatchObject({ id: text.id });
    });

    it('a message waits for the one that it names, though that is not recorded yet', async () => {
      const wamid = newWamid();
      const named = await record({ sentAt: at(5), after: sealer.blindIndex('wamid', wamid) });
      expect([named.turn, await claim(named)]).toEqual([undefined, undefined]);

      const earlier = await record({ wamid, sentAt: at(4) });
      const turn = earlier.turn ?? (await claim(named));
      expect(turn).toMatchObject({ id: earlier.id });
      await finish(turn!);
      expect(await claim(named)).toMatchObject({ id: named.id });
    });

    it('it does not wait for ever for one that never comes', async () => {
      const named = await record({ after: 'never recorded' });
      await past(named.id, 'recorded_at', 31);

      expect(await claim(named)).toMatchObject({ id: named.id });
    });

    describe('patience with an earlier message', () => {
      it('counts from its first claim, and then the later one says that it goes ahead', async () => {
        const stuck = await record();
        const later = await record({ sentAt: at(1) });
        await turns.release(stuck.turn!, { hasFailed: true, pauseMs: 60_000 });
        await past(stuck.id, 'first_claimed_at', 29);
        expect(await claim(later)).toBeUndefined();

        await past(stuck.id, 'first_claimed_at', 31);

        expect(await claim(later)).toMatchObject({ id: later.id, overtakes: true });
      });

      it('has no end with one that nobody ever claimed', async () => {
        const waiting = await record({ settleMs: 60_000 });
        const later = await record({ sentAt: at(1) });
        await past(waiting.id, 'recorded_at', 3_600);

        expect(await claim(later)).toBeUndefined();
      });

      it('begins anew when an outage ends', async () => {
        const stuck = await record();
        const later = await record({ sentAt: at(1) });
        await turns.release(stuck.turn!, { pauseMs: 60_000 });
        await past(stuck.id, 'first_claimed_at', 3_600);

        expect(await claim(later, { ...patience, reachableForMs: 29_000 })).toBeUndefined();
        expect(await claim(later, { ...patience, reachableForMs: 31_000 })).toMatchObject({ id: later.id });
      });

      it('ends for all that follow once one went ahead', async () => {
        const stuck = await record();
        const [second, third] = [await record({ sentAt: at(1) }), await record({ sentAt: at(2) })];
        await turns.release(stuck.turn!, { pauseMs: 60_000 });
        await past(stuck.id, 'first_claimed_at', 31);
        await finish((await claim(second))!);

        // As if an outage had just ended.
        const turn = await claim(third, { ...patience, reachableForMs: 0 });

        expect(turn).toMatchObject({ id: third.id, overtakes: false });
      });
    });
  });

  it('finds what nobody has in hand, one message of each person', async () => {
    const [hers] = [await leave(), await leave({ sentAt: at(1) })];
    const his = await leave({ from: someoneElse });
    await record({ from: { phone: '16505550001' } });

    const found = await turns.claimWaiting(10, patience);

    expect(found.map(({ id }) => id).toSorted()).toEqual([hers.id, his.id].toSorted());
    expect(await turns.claimWaiting(10, patience)).toEqual([]);
  });

  it('gives a file up that nobody read', async () => {
    const voice = await record({ kind: 'audio', hasMedia: true, awaitsMedia: true });
    expect(await turns.abandonMedia(3_600_000)).toEqual([]);
    await past(voice.id, 'recorded_at', 3_601);

    expect(await turns.abandonMedia(3_600_000)).toHaveLength(1);

    expect(await claim(voice)).toMatchObject({ id: voice.id, mediaProblem: 'unreachable' });
  });

  it('counts the messages of the minute before, and tells whether one went unread', async () => {
    for (const second of [0, 30, 59]) {
      const { turn } = await record({ sentAt: at(second) });
      await finish(turn!, second === 30 ? 'flood_noticed' : 'acted');
    }
    await record({ from: someoneElse, sentAt: at(60) });

    const near = (await record({ sentAt: at(60) })).turn;
    await finish(near!);
    const far = (await record({ sentAt: at(118) })).turn;

    // The one of second 0 is a full minute old.
    expect(near).toMatchObject({ inLastMinute: 3, floodedBefore: true });
    expect(far).toMatchObject({ inLastMinute: 3, floodedBefore: false });
  });

  it('tells the open question', async () => {
    const { id } = await contacts.resolve(sheena);
    await contacts.ask(database, id, 'which task?');

    expect((await record()).turn).toMatchObject({ question: 'which task?' });
  });

  it('tells the last exchanges, oldest first, not those of long ago', async () => {
    for (const [text, minute] of [
      ['long ago', -90],
      ['add milk', 1],
      ['done 1', 2],
    ] as const) {
      const { turn } = await record({ text, sentAt: new Date(at(0).getTime() + minute * 60_000) });
      const { id, lease, contact } = turn!;
      await database.transaction((tx) =>
        results.finish(tx, [
          { id, lease, contactId: contact.id, outcome: 'acted', intent: 'help', reply: `to ${text}` },
        ]),
      );
    }

    const { turn } = await record({ sentAt: new Date(at(0).getTime() + 3 * 60_000) });

    expect(turn!.history()).toEqual([
      { said: 'add milk', answered: 'to add milk' },
      { said: 'done 1', answered: 'to done 1' },
    ]);
  });
});
