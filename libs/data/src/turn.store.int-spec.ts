import {
  createTestDatabase,
  damaged,
  DatabaseClock,
  newWamid,
  type Person,
  type TestDatabase,
  testSealer,
} from '#testing';

import { openStores, type TestStores } from '../test/test-stores.ts';
import type { RecordedInbound } from './inbound.store.ts';
import type { NewInbound } from './new-inbound.ts';
import { mostFailedClaims, type Turn } from './turn.ts';
import type { Patience } from './turn-order.ts';

const sealer = testSealer();
const sheena: Person = { phone: '16505551234', bsuid: 'US.1349', name: 'Sheena Nelson' };
const someoneElse: Person = { phone: '4915112345678' };
const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 10, 0, second));
const patience: Patience = { patienceMs: 30_000, sinceOutageMs: Infinity };

describe('TurnStore', () => {
  let testDatabase: TestDatabase;
  let clock: DatabaseClock;
  let stores: TestStores;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    clock = await DatabaseClock.start(testDatabase);
    stores = openStores(testDatabase.url);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  // Leases, pauses and patience end when a test says so, not when it takes long.
  beforeEach(() => clock.stand());
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  const record = (more: Partial<NewInbound> = {}): Promise<RecordedInbound> =>
    stores.inbound.record({
      wamid: newWamid(),
      from: sheena,
      kind: 'text',
      text: 'help',
      sentAt: at(0),
      ...more,
    });
  /** Recorded, but left for `claim`: it settles, and that is over at once. */
  const leave = async (more: Partial<NewInbound> = {}): Promise<RecordedInbound> => {
    const recorded = await record({ settleMs: 60_000, ...more });
    await past(recorded.id, 'claimable_at', 1);
    return recorded;
  };
  const claim = (of: RecordedInbound, how = patience): Promise<Turn | undefined> =>
    stores.turns.claimNext(of.contactId, how);
  const finish = ({ id, contact }: Turn, outcome: 'acted' | 'flood_noticed' = 'acted') =>
    stores.database.transaction((tx) =>
      stores.results.finish(tx, [{ id, contactId: contact.id, outcome, intent: 'help' }]),
    );
  const past = (id: string, column: string, seconds: number): Promise<unknown> =>
    testDatabase.query(
      `UPDATE inbound_message SET ${column} = now() - $2 * interval '1 second' WHERE id = $1`,
      [id, seconds],
    );
  const rowOf = (id: string) => stores.database.inboundMessage.findUniqueOrThrow({ where: { id } });

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
      const others = Array.from({ length: 6 }, () => openStores(testDatabase.url));
      try {
        const claims = await Promise.all(
          others.map(({ turns }) => turns.claimNext(message.contactId, patience)),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
      } finally {
        await Promise.all(others.map((one) => one.close()));
      }
    });

    it('is given for one message of a person, however many processes record at once', async () => {
      const others = Array.from({ length: 6 }, () => openStores(testDatabase.url));
      try {
        await stores.contacts.resolve(sheena);
        const recorded = await Promise.all(
          others.map(({ inbound }, second) =>
            inbound.record({ wamid: newWamid(), from: sheena, kind: 'text', sentAt: at(second) }),
          ),
        );
        expect(recorded.filter(({ turn }) => turn)).toHaveLength(1);
        expect(new Set(recorded.map(({ id }) => id)).size).toBe(6);
      } finally {
        await Promise.all(others.map((one) => one.close()));
      }
    });

    it('of a message that failed is given again after a pause, with the failure counted', async () => {
      const { turn } = await record();
      await stores.leases.releaseFailed(turn!);
      expect(await stores.turns.claimNext(turn!.contact.id, patience)).toBeUndefined();

      await past(turn!.id, 'claimable_at', 1);

      const again = await stores.turns.claimNext(turn!.contact.id, patience);
      expect(again).toMatchObject({ id: turn!.id, failedClaims: 1 });
      expect(again?.lease).not.toBe(turn!.lease);
    });

    it('that was lost can not be released', async () => {
      const { turn } = await record();
      await stores.leases.release(turn!);
      const again = await stores.turns.claimNext(turn!.contact.id, patience);

      await stores.leases.releaseFailed(turn!);

      expect(await rowOf(turn!.id)).toMatchObject({ lease: again?.lease, failedClaims: 0 });
    });

    it('that expired is released, and counts as a failure', async () => {
      const { turn } = await record();
      expect(await stores.leases.releaseExpired(patience)).toEqual([]);
      await past(turn!.id, 'claimable_at', 1);

      expect(await stores.leases.releaseExpired(patience)).toEqual([turn!.messageKey]);

      await past(turn!.id, 'claimable_at', 1);
      expect(await stores.turns.claimNext(turn!.contact.id, patience)).toMatchObject({ failedClaims: 1 });
    });

    it('that expired during an outage is released, and counts nothing', async () => {
      const { turn } = await record();
      await past(turn!.id, 'claimable_at', 10);

      await stores.leases.releaseExpired({ ...patience, sinceOutageMs: 5_000 });

      await past(turn!.id, 'claimable_at', 1);
      expect(await stores.turns.claimNext(turn!.contact.id, patience)).toMatchObject({ failedClaims: 0 });
    });

    it('that expired is left alone while its message is being acted on', async () => {
      const { turn } = await record();
      await past(turn!.id, 'claimable_at', 1);

      await stores.database.transaction(async (tx) => {
        await stores.results.hold(tx, [turn!]);
        expect(await stores.leases.releaseExpired(patience)).toEqual([]);
      });
    });

    const seal = (id: string, sealed: string): Promise<unknown> =>
      testDatabase.query('UPDATE inbound_message SET body_sealed = $2 WHERE id = $1', [id, sealed]);

    describe('of a message that cannot be opened here', () => {
      it('is released and costs nobody else theirs; a missing key is no failure', async () => {
        const message = await leave();
        const other = await leave({ from: someoneElse });
        await seal(message.id, testSealer('other').seal('help'));

        const { turns, mayBeMore } = await stores.turns.claimWaiting(10, patience);

        expect(turns).toMatchObject([{ id: other.id }]);
        expect(mayBeMore).toBe(true);
        expect(await rowOf(message.id)).toMatchObject({ lease: null, failedClaims: 0, handledAt: null });
      });

      it('counts a failure once its key has been missing for a week, and is then claimed without that part', async () => {
        const [message, newer] = [await leave(), await leave({ from: someoneElse })];
        for (const { id } of [message, newer]) await seal(id, testSealer('other').seal('help'));
        await past(message.id, 'recorded_at', 8 * 86_400);
        await past(newer.id, 'recorded_at', 6 * 86_400);

        for (let failures = 0; failures < mostFailedClaims; failures++) {
          for (const one of [message, newer]) {
            expect(await claim(one)).toBeUndefined();
            await past(one.id, 'claimable_at', 1);
          }
        }

        expect(await claim(message)).toMatchObject({ failedClaims: mostFailedClaims, text: undefined });
        expect(await claim(newer)).toBeUndefined();
        expect(await rowOf(newer.id)).toMatchObject({ failedClaims: 0 });
      });

      it('does not keep the others from being found, however many there are', async () => {
        const unreadable = await Promise.all(
          Array.from({ length: 5 }, (_, one) => leave({ from: { phone: `1650555001${one}` } })),
        );
        for (const { id } of unreadable) await seal(id, testSealer('other').seal('help'));
        const other = await leave({ from: someoneElse });

        const found: Turn[] = [];
        for (let more = true; more;) {
          const { turns, mayBeMore } = await stores.turns.claimWaiting(2, patience);
          found.push(...turns);
          more = mayBeMore;
        }

        expect(found).toMatchObject([{ id: other.id }]);
      });

      it('counts a failure when it is damaged, and in the end is claimed without the damaged part', async () => {
        const message = await leave();
        await seal(message.id, `${sealer.seal('help').slice(0, -4)}AAAA`);

        for (let failures = 0; failures < mostFailedClaims; failures++) {
          expect(await claim(message)).toBeUndefined();
          await past(message.id, 'claimable_at', 1);
        }

        const turn = await claim(message);
        expect(turn).toMatchObject({ id: message.id, failedClaims: mostFailedClaims });
        expect(turn?.text).toBeUndefined();
      });

      it('in the end is claimed without the change of names that cannot be read', async () => {
        const message = await leave({ kind: 'system' });
        await testDatabase.query('UPDATE inbound_message SET becomes_sealed = $2 WHERE id = $1', [
          message.id,
          sealer.seal('{"phone": 1}'),
        ]);

        for (let failures = 0; failures < mostFailedClaims; failures++) {
          expect(await claim(message)).toBeUndefined();
          await past(message.id, 'claimable_at', 1);
        }

        const turn = await claim(message);
        expect(turn).toMatchObject({ id: message.id, kind: 'system' });
        expect(turn?.becomes).toBeUndefined();
      });
    });

    describe('of a message beside which something is damaged', () => {
      it('comes without the open question, and says that there is one', async () => {
        const message = await leave();
        await testDatabase.query('UPDATE contact SET question_sealed = $1', [damaged(sealer.seal('Which?'))]);

        expect(await claim(message)).toMatchObject({ text: 'help', question: undefined, isAsked: true });
      });

      it("comes without the person's names", async () => {
        const message = await leave();
        await testDatabase.query("UPDATE contact SET phone_sealed = $1, timezone = 'Asia/Tokyo'", [
          damaged(sealer.seal('16505551234')),
        ]);

        expect(await claim(message)).toMatchObject({
          text: 'help',
          contact: { id: message.contactId, timezone: 'Asia/Tokyo' },
        });
      });

      it('comes with the rest of the history', async () => {
        const [first, second] = [await leave(), await leave({ text: 'add milk', sentAt: at(1) })];
        await finish((await claim(first))!);
        await finish((await claim(second))!);
        await seal(first.id, damaged(sealer.seal('help')));
        const third = await leave({ sentAt: at(2) });

        expect((await claim(third))!.history()).toMatchObject([{ said: undefined }, { said: 'add milk' }]);
      });
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
      const announced = await stores.inbound.record({ ...voice, awaitsMedia: true });
      const text = await record({ sentAt: at(1) });

      expect([announced.turn, text.turn, await claim(text)]).toEqual([undefined, undefined, undefined]);

      await stores.inbound.record({ ...voice, text: 'call mom' });
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
        await stores.leases.release(stuck.turn!, 60_000);
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
        await stores.leases.release(stuck.turn!, 60_000);
        await past(stuck.id, 'first_claimed_at', 3_600);

        expect(await claim(later, { ...patience, sinceOutageMs: 29_000 })).toBeUndefined();
        expect(await claim(later, { ...patience, sinceOutageMs: 31_000 })).toMatchObject({ id: later.id });
      });

      it('ends for all that follow once one went ahead', async () => {
        const stuck = await record();
        const [second, third] = [await record({ sentAt: at(1) }), await record({ sentAt: at(2) })];
        await stores.leases.release(stuck.turn!, 60_000);
        await past(stuck.id, 'first_claimed_at', 31);
        await finish((await claim(second))!);

        // As if an outage had just ended.
        const turn = await claim(third, { ...patience, sinceOutageMs: 0 });

        expect(turn).toMatchObject({ id: third.id, overtakes: false });
      });
    });
  });

  it('finds what nobody has in hand, one message of each person', async () => {
    const [hers] = [await leave(), await leave({ sentAt: at(1) })];
    const his = await leave({ from: someoneElse });
    await record({ from: { phone: '16505550001' } });

    const { turns } = await stores.turns.claimWaiting(10, patience);

    expect(turns.map(({ id }) => id).toSorted()).toEqual([hers.id, his.id].toSorted());
    expect(await stores.turns.claimWaiting(10, patience)).toEqual({ turns: [], mayBeMore: false });
  });

  it('does not wait for a file for ever, outages not counted', async () => {
    const voice = await record({ kind: 'audio', hasMedia: true, awaitsMedia: true });
    const hourMs = 3_600_000;
    expect(await stores.leases.abandonMedia(hourMs, patience)).toEqual([]);
    await past(voice.id, 'recorded_at', 3_601);
    expect(await stores.leases.abandonMedia(hourMs, { ...patience, sinceOutageMs: hourMs - 1_000 })).toEqual(
      [],
    );

    expect(await stores.leases.abandonMedia(hourMs, patience)).toHaveLength(1);

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
    const { id } = await stores.contacts.resolve(sheena);
    const questionSealed = sealer.seal('which task?');
    await stores.database.contact.update({ where: { id }, data: { questionSealed } });

    expect((await record()).turn).toMatchObject({ question: 'which task?' });
  });

  it('tells the last exchanges, oldest first, not those of long ago', async () => {
    const minutesLater = (minutes: number): Date => new Date(at(0).getTime() + minutes * 60_000);
    for (const [text, minute] of [
      ['long ago', -90],
      ['add milk', 1],
      ['done 1', 2],
    ] as const) {
      const { turn } = await record({ text, sentAt: minutesLater(minute) });
      const { id, contact } = turn!;
      await stores.database.transaction((tx) =>
        stores.results.finish(tx, [
          { id, contactId: contact.id, outcome: 'acted', intent: 'help', reply: `to ${text}` },
        ]),
      );
    }

    const { turn } = await record({ sentAt: minutesLater(3) });

    expect(turn!.history()).toEqual([
      { said: 'add milk', saidAt: minutesLater(1), answered: 'to add milk' },
      { said: 'done 1', saidAt: minutesLater(2), answered: 'to done 1' },
    ]);
  });
});
