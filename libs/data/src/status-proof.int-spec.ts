import {
  createTestDatabase,
  DatabaseClock,
  letWrite,
  newWamid,
  type TestDatabase,
  testSealer,
} from '#testing';

import { starterOf } from '../test/test-stores.ts';
import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { StatusPathStore } from './status-path.store.ts';

const sealer = testSealer();

describe('status reports prove that reports get through', () => {
  let testDatabase: TestDatabase;
  let clock: DatabaseClock;
  let database: Database;
  let outbound: OutboundStore;
  let start: ReturnType<typeof starterOf>;
  let reports: OutboundStatusStore;
  let path: StatusPathStore;
  let contactId: string;
  let id: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    clock = await DatabaseClock.start(testDatabase);
    database = new Database(testDatabase.url);
    outbound = new OutboundStore(database, sealer);
    start = starterOf(database);
    path = new StatusPathStore(database);
    reports = new OutboundStatusStore(database, sealer);
    contactId = (await new ContactStore(database, sealer).resolve({ phone: '16505551234' })).id;
    await letWrite(testDatabase, contactId);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    await database.outboundMessage.deleteMany();
    await testDatabase.query(
      "UPDATE status_path SET proved_at = 'epoch', reported_at = 'epoch', alive_since = 'epoch', outage_since = 'epoch', probed_at = now(), probed_since = 'epoch'",
    );
    id = await sent();
  });

  /** A message that is being sent. */
  async function sent(): Promise<string> {
    const written = await database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));
    await start(written);
    return written;
  }

  /** The database's time, which stands still: a test must not depend on how long it takes. */
  let now: Date;
  const secondsAgo = (age: number): Date => new Date(now.getTime() - age * 1_000);
  afterEach(() => clock.goOn());
  beforeEach(async () => {
    await clock.stand();
    now = (await testDatabase.query<{ now: Date }>('SELECT now()'))[0]!.now;
  });
  /** Seconds ago. */
  const sentAgo = (one: string, age: number): Promise<unknown> =>
    testDatabase.query(
      `UPDATE outbound_message SET send_attempts = 1, sending_since = $2::timestamptz - interval '${age} seconds' WHERE id = $1`,
      [one, now],
    );
  const reportedAgo = async (age: number): Promise<void> => {
    const one = await sent();
    await sentAgo(one, age);
    await reports.apply({ outboundId: one, wamid: newWamid(), status: 'sent', occurredAt: now });
  };
  const isProved = async (): Promise<boolean | undefined> => (await path.doubtOf(id))?.isProved;

  /** Every four seconds, so that there is no gap. */
  async function reportedFrom(oldest: number, newest: number): Promise<void> {
    for (let age = oldest; age >= newest; age -= 4) await reportedAgo(age);
  }

  it('not before something was reported that was sent ten seconds later', async () => {
    await sentAgo(id, 81);
    await reportedFrom(90, 74);
    expect(await isProved()).toBe(false);
    expect(await path.timeToProbe()).toBeInstanceOf(Date);

    await reportedAgo(70);
    expect(await isProved()).toBe(true);
  });

  it('with probes for as long as anything is in doubt, since a gap undoes what was proved', async () => {
    await sentAgo(id, 30);
    for (const age of [31, 27, 23, 19]) await path.prove(secondsAgo(age));
    expect(await isProved()).toBe(true);
    expect(await path.timeToProbe()).toBeInstanceOf(Date);

    await testDatabase.query(`UPDATE outbound_message SET send_attempts = 3 WHERE id = $1`, [id]);
    expect(await path.timeToProbe()).toBeUndefined();

    await testDatabase.query(`UPDATE outbound_message SET status = 'accepted' WHERE id = $1`, [id]);
    expect(await path.timeToProbe()).toBeUndefined();
  });

  it('only after as long again when they did not for a while', async () => {
    await sentAgo(id, 60);
    await reportedAgo(61);
    // Twenty seconds that may have been an outage.
    await reportedFrom(40, 12);
    expect(await isProved()).toBe(false);

    await reportedAgo(8);
    expect(await isProved()).toBe(true);
  });

  it('after an outage that began later only as long again as it lasted', async () => {
    await sentAgo(id, 300);
    await testDatabase.query(
      "UPDATE status_path SET (proved_at, alive_since, outage_since) = (SELECT t, t, t FROM (SELECT $1::timestamptz - interval '304 seconds' AS t))",
      [now],
    );
    await reportedFrom(302, 294);
    // From 294 to 270 and from 262 to 254, before what the first one held up had come: together forty seconds.
    await reportedFrom(270, 262);
    await reportedFrom(254, 206);
    expect(await isProved()).toBe(false);
    await reportedAgo(202);
    expect(await isProved()).toBe(true);

    // A short one, of eight seconds.
    await reportedFrom(194, 178);
    expect(await isProved()).toBe(false);
    await reportedAgo(174);
    expect(await isProved()).toBe(true);
  });

  it('by a probe, too', async () => {
    await sentAgo(id, 30);
    for (const age of [31, 27, 23, 19]) await path.prove(secondsAgo(age));

    expect(await isProved()).toBe(true);
  });

  describe('as far as WhatsApp itself goes', () => {
    const answered = (ago: number, since: number): Promise<unknown> =>
      testDatabase.query(
        'UPDATE status_path SET probed_at = now() - make_interval(secs => $1), probed_since = now() - make_interval(secs => $2)',
        [ago, since],
      );
    beforeEach(async () => {
      await sentAgo(id, 30);
      for (const age of [31, 27, 23, 19, 15, 11]) await path.prove(secondsAgo(age));
    });

    it('when it went on answering', async () => {
      await answered(1, 60);

      expect(await isProved()).toBe(true);
    });

    it('not before it was asked so late that it cannot have stood still unnoticed', async () => {
      await answered(8, 60);
      expect(await isProved()).toBe(false);

      await answered(6, 60);
      expect(await isProved()).toBe(true);
    });

    it('not while it has answered nothing since, or not for long', async () => {
      await answered(31, 60);
      expect(await isProved()).toBe(false);

      await answered(25, 60);
      expect(await isProved()).toBe(false);
    });

    it('not right after it stood still, when it still takes in what was sent before', async () => {
      await answered(26, 60);
      await path.noteAnswerTo(now);
      expect(await isProved()).toBe(false);

      await answered(1, 12);
      expect(await isProved()).toBe(true);
    });

    it('not by the clock alone: it may stand still again', async () => {
      await answered(10, 15);

      expect(await isProved()).toBe(false);
    });

    it('never by an answer of the future, which a server gave whose clock was ahead', async () => {
      await answered(-60, 60);

      expect(await isProved()).toBe(false);
    });

    it('is asked until it has answered for long enough, a moment after each answer', async () => {
      await answered(1, 5);
      expect(await path.timeToAsk()).toBeUndefined();
      await answered(2, 5);
      expect(await path.timeToAsk()).toMatchObject({ isLongSilent: false });
      await answered(25, 60);
      expect(await path.timeToAsk()).toBeDefined();
      await answered(2, 60);
      expect(await path.timeToAsk()).toBeUndefined();

      await sentAgo(id, 3_600);
      await answered(3_600, 3_700);
      expect(await path.timeToAsk()).toMatchObject({ isLongSilent: true });
    });

    it('asks nothing while nothing is in doubt', async () => {
      await answered(100, 100);
      await sentAgo(id, 2);
      expect(await path.timeToAsk()).toBeUndefined();

      await testDatabase.query("UPDATE outbound_message SET status = 'accepted'");
      expect(await path.timeToAsk()).toBeUndefined();
    });

    it('is told by the answers to probes: at once, and by the next one without a gap', async () => {
      const times = () => database.statusPath.findFirstOrThrow();
      await answered(30, 60);
      await path.noteAnswerTo(secondsAgo(2));
      const { probedAt, probedSince } = await times();
      // While it was asked it may still have stood still.
      expect(probedSince.getTime()).toBeGreaterThan(probedAt.getTime() + 1_000);
      expect(probedAt).toEqual(secondsAgo(2));

      await answered(1.2, 60);
      await path.noteAnswerTo(now);
      expect((await times()).probedSince.getTime()).toBeLessThan(secondsAgo(50).getTime());
      expect((await times()).probedAt.getTime()).toBeGreaterThan(probedAt.getTime() - 1);
    });

    it('not by what it accepts: that may come over a connection that was open before', async () => {
      await answered(31, 60);
      await outbound.markAccepted(await sent(), newWamid());

      expect(await isProved()).toBe(false);
      expect(await path.timeToAsk()).toBeDefined();
    });
  });

  it('never by a time that is still to come', async () => {
    await sentAgo(id, 30);
    await path.prove(secondsAgo(-60));

    expect(await isProved()).toBe(false);
  });

  it('never by what was sent before', async () => {
    await sentAgo(id, 30);
    await reportedAgo(31);
    await reportedAgo(40);

    expect(await isProved()).toBe(false);
  });

  it('of no use when the send is a day old, however old the message is', async () => {
    await testDatabase.query(
      "UPDATE outbound_message SET created_at = now() - interval '3 days', first_started_at = now() - interval '3 days'",
    );
    expect(await path.doubtOf(id)).toMatchObject({ isExpired: false });

    await sentAgo(id, 25 * 3_600);

    expect(await path.doubtOf(id)).toMatchObject({ isExpired: true });
  });

  it('of no use when the message is out of date', async () => {
    await testDatabase.query("UPDATE outbound_message SET expires_at = now() - interval '1 second'");

    expect(await path.doubtOf(id)).toMatchObject({ isExpired: true });
  });
});
