import { randomUUID } from 'node:crypto';

import { createTestDatabase, letWrite, newWamid, type TestDatabase, waitUntil, testSealer } from '#testing';

import { permutations } from '../test/permutations.ts';
import { starterOf } from '../test/test-stores.ts';
import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { OutboundStatusStore, type StatusReport } from './outbound-status.store.ts';
import { OutboundStore } from './outbound.store.ts';
import { StatusPathStore } from './status-path.store.ts';

const sealer = testSealer();

describe('status reports', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let outbound: OutboundStore;
  let start: ReturnType<typeof starterOf>;
  let reports: OutboundStatusStore;
  let path: StatusPathStore;
  let contactId: string;
  let id: string;
  let wamid: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
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
    wamid = newWamid();
    const written = await database.transaction((tx) => outbound.write(tx, { contactId, body: 'Hello!' }));
    await start(written);
    return written;
  }

  type Status = StatusReport['status'];
  const seconds: Partial<Record<Status, number>> = { sent: 1, failed: 2, delivered: 3, read: 4, played: 5 };
  const report = (status: Status, more: Partial<StatusReport> = {}): StatusReport => ({
    outboundId: id,
    wamid,
    status,
    occurredAt: new Date(Date.UTC(2026, 10, 21, 10, 0, seconds[status])),
    ...(status === 'failed' && { errorCode: 131_026, errorTitle: 'Message undeliverable' }),
    ...(status === 'sent' && { pricing: { billable: false, category: 'service' } }),
    ...more,
  });
  const row = () =>
    database.outboundMessage.findUniqueOrThrow({
      where: { id },
      include: {
        timeline: { omit: { recordedAt: true, outboundMessageId: true }, orderBy: { occurredAt: 'asc' } },
      },
    });

  it('are kept with their time, code and price', async () => {
    await reports.apply(report('sent'));
    await reports.apply(report('failed'));

    expect((await row()).timeline).toEqual([
      {
        status: 'sent',
        occurredAt: new Date('2026-11-21T10:00:01Z'),
        errorCode: null,
        errorTitle: null,
        pricing: { billable: false, category: 'service' },
      },
      {
        status: 'failed',
        occurredAt: new Date('2026-11-21T10:00:02Z'),
        errorCode: 131_026,
        errorTitle: 'Message undeliverable',
        pricing: null,
      },
    ]);
  });

  it.each<[Status[], Status]>([
    [['sent', 'delivered', 'read'], 'read'],
    [['sent', 'delivered', 'read', 'played'], 'played'],
    [['sent', 'failed'], 'failed'],
    [['sent', 'delivered', 'failed'], 'delivered'],
    [['sent', 'delivered', 'read', 'failed'], 'read'],
  ])('%j end as %s with the same timeline, in whatever order they come', async (statuses, last) => {
    const inOrder = statuses.toSorted((a, b) => seconds[a]! - seconds[b]!);
    for (const order of permutations(statuses)) {
      id = await sent();
      for (const status of order) expect(await reports.apply(report(status))).toMatchObject({ id });

      const { status, errorCode, timeline } = await row();
      expect({ order, status }).toEqual({ order, status: last });
      expect(timeline.map((entry) => entry.status)).toEqual(inOrder);
      expect(errorCode).toBe(statuses.includes('failed') ? 131_026 : null);
    }
  });

  describe('of two sends of one message, of which the second was thought to be the only one,', () => {
    const first = newWamid();
    const both: (() => Promise<unknown>)[] = [
      () => outbound.markAccepted(id, wamid),
      () => reports.apply(report('sent')),
      () => reports.apply(report('sent', { wamid: first })),
      () => reports.apply(report('delivered', { wamid: first })),
    ];

    it('count as one that was sent twice, in whatever order they come', async () => {
      for (const order of permutations(both)) {
        id = await sent();
        await testDatabase.query('UPDATE outbound_message SET send_attempts = 2 WHERE id = $1', [id]);

        for (const come of order) await come();

        expect(await row()).toMatchObject({ duplicates: 1, status: 'delivered' });
      }
    });

    it('tell it as soon as it is known, and once', async () => {
      await outbound.markAccepted(id, wamid);
      expect(await reports.apply(report('sent'))).toMatchObject({ isDuplicate: false });
      expect(await reports.apply(report('failed', { wamid: first }))).toMatchObject({ isDuplicate: false });
      expect(await row()).toMatchObject({ duplicates: 0 });
      expect(await reports.apply(report('sent', { wamid: first }))).toMatchObject({ isDuplicate: true });
      expect(await reports.apply(report('read', { wamid: first }))).toMatchObject({ isDuplicate: false });
    });
  });

  it('never lower the status on their way', async () => {
    const ranks: Status[] = ['sending', 'sent', 'failed', 'delivered', 'read'];
    for (const order of permutations<Status>(['sent', 'failed', 'delivered', 'read'])) {
      id = await sent();
      let rank = 0;
      for (const status of order) {
        await reports.apply(report(status));
        const now = ranks.indexOf((await row()).status);
        expect(now).toBeGreaterThanOrEqual(rank);
        rank = now;
      }
    }
  });

  it('end the same when they come all at once', async () => {
    const all: Status[] = ['sent', 'delivered', 'read', 'failed'];

    await Promise.all([...all, ...all, ...all].map((status) => reports.apply(report(status))));

    const { status, timeline } = await row();
    expect(status).toBe('read');
    expect(timeline.map((entry) => entry.status)).toEqual(['sent', 'failed', 'delivered', 'read']);
  });

  it('change nothing the second time', async () => {
    await reports.apply(report('delivered'));
    const before = await row();

    expect(await reports.apply(report('delivered', { occurredAt: new Date() }))).toMatchObject({ id });
    expect(await row()).toEqual({ ...before, wamidSealed: expect.any(String) });
  });

  it('count even before WhatsApp has answered the request', async () => {
    await reports.apply(report('delivered'));

    expect(await path.doubtOf(id)).toBeNull();
    await outbound.markAccepted(id, wamid);

    expect((await row()).status).toBe('delivered');
  });

  it('find their message by WhatsApp id when they do not carry ours', async () => {
    await outbound.markAccepted(id, wamid);

    expect(await reports.apply(report('read', { outboundId: undefined }))).toMatchObject({ id });
    expect((await row()).status).toBe('read');
  });

  it('tell the WhatsApp id, so that later ones are found by it alone', async () => {
    await reports.apply(report('sent'));

    expect(await reports.apply(report('read', { outboundId: undefined }))).toMatchObject({ id });
    expect((await row()).status).toBe('read');
  });

  it('of a message that is not ours change nothing', async () => {
    expect(await reports.apply(report('sent', { outboundId: undefined }))).toBeNull();
    expect(await reports.apply(report('sent', { outboundId: randomUUID() }))).toBeNull();

    expect(await row()).toMatchObject({ status: 'sending', timeline: [] });
  });

  it('of both copies count when a message in doubt was sent a second time', async () => {
    const firstWamid = wamid;
    await start(id);
    wamid = newWamid();
    await outbound.markAccepted(id, wamid);

    await reports.apply(report('sent', { wamid: firstWamid }));
    await reports.apply(report('delivered', { outboundId: undefined }));

    expect((await row()).status).toBe('delivered');
  });

  it('that the first copy failed after all change nothing for the second, which WhatsApp took', async () => {
    const firstWamid = wamid;
    await start(id);
    wamid = newWamid();
    await outbound.markAccepted(id, wamid);

    await reports.apply(report('failed', { wamid: firstWamid, errorCode: 131_000 }));
    await reports.writeRetry(id);

    expect(await row()).toMatchObject({ status: 'accepted', errorCode: null });
    expect(await database.outboundMessage.count({ where: { retryOfId: id } })).toBe(0);
  });

  it('that the first copy failed before the answer to the second came leave nothing to be sent a third time', async () => {
    await start(id);
    await reports.apply(report('failed', { errorCode: 131_000 }));
    await reports.writeRetry(id);
    wamid = newWamid();
    expect(await outbound.markAccepted(id, wamid)).toBe(false);

    const clear = { errorCode: null, failedAt: null, failure: null, duplicates: 0 };
    expect(await row()).toMatchObject({ status: 'accepted', ...clear });
    expect(await database.outboundMessage.count({ where: { retryOfId: id } })).toBe(0);
    // Of the second, at the very time that was said of the first.
    await reports.apply(report('failed'));
    expect(await row()).toMatchObject({ status: 'failed', errorCode: 131_026 });
  });

  it('do not end a doubt that is not theirs', async () => {
    const other = id;
    id = await sent();

    await reports.apply(report('sent'));

    expect(await path.doubtOf(other)).not.toBeNull();
  });

  it('of delivery that is just being noted is waited for before a retry is written', async () => {
    await reports.apply(report('failed'));
    const release = await testDatabase.hold(
      `UPDATE outbound_message SET status = 'delivered' WHERE id = '${id}'`,
    );

    const writing = reports.writeRetry(id);

    try {
      await waitUntil('the retry waits', async () => {
        const waiting = await testDatabase.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return waiting.length > 0;
      });
      expect(await database.outboundMessage.count({ where: { retryOfId: id } })).toBe(0);
    } finally {
      await release();
      await writing;
    }
    expect(await database.outboundMessage.count({ where: { retryOfId: id } })).toBe(1);
  });
});
