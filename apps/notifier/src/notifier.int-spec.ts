import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { DateTime } from 'luxon';

import { ContactStore, Database, OutboundStore, ReminderStore, SendingStore, UserIdChangeStore } from '#data';
import { type IntervalTask, loadConfig, Sealer } from '#platform';
import { accountQueue, outboundQueue, type QueueDefinition, statusQueue } from '#queues';
import { damaged, letWrite, newWamid, patientQueues, queueBackends, TestStack, waitUntil } from '#testing';

import { notifierSettings } from './notifier.config.ts';
import { NotifierModule } from './notifier.module.ts';
import { OutboxRelay } from './outbox-relay.service.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

const aMinuteAgo = (): Date => new Date(Date.now() - 60_000);

/** The pause that `begin` begins at once, which the test ends in place of the clock. */
function pauseBegunBy(begin: () => void): { pauseMs?: number; end: () => void } {
  const { setTimeout: usual } = globalThis;
  const pause: { pauseMs?: number; end: () => void } = { end: () => undefined };
  globalThis.setTimeout = ((end: () => void, pauseMs?: number) =>
    Object.assign(pause, { end, pauseMs })) as unknown as typeof setTimeout;
  try {
    begin();
  } finally {
    globalThis.setTimeout = usual;
  }
  return pause;
}

describe.each(queueBackends)('the notifier, with queues on $name', (backend) => {
  let stack: TestStack;
  let apps: INestApplication[];
  let database: Database;
  let outbound: OutboundStore;
  let contacts: ContactStore;
  let reminders: ReminderStore;
  let contactId: string;

  beforeAll(async () => {
    // The simulator in place of WhatsApp; two notifiers, as two replicas.
    stack = await TestStack.start(backend, ['simulator']);
    const config = loadConfig(notifierSettings, stack.environment);
    // The simulator has no ingress to report to what is in doubt.
    const patience = { queues: patientQueues, answerMs: 60_000 };
    apps = [];
    for (let replica = 0; replica < 2; replica++) {
      apps.push(await NestFactory.create(NotifierModule.with(config, patience), { logger: false }));
    }
    await Promise.all(apps.map((app) => app.init()));
    const [app] = apps;
    database = app!.get(Database, { strict: false });
    outbound = app!.get(OutboundStore, { strict: false });
    reminders = app!.get(ReminderStore, { strict: false });
    contacts = app!.get(ContactStore, { strict: false });
    contactId = await somebody('16505551234');
  });
  /** Somebody who has just written. */
  async function somebody(phone: string): Promise<string> {
    const { id } = await contacts.resolve({ phone });
    const query = <R>(sql: string, values: unknown[] = []): Promise<R[]> =>
      database.$queryRawUnsafe<R[]>(sql, ...values);
    await letWrite({ query }, id);
    return id;
  }

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await stack.close();
  });
  afterEach(async () => {
    await stack.simulator.setFaults({ sends: { status: 500, times: 0 } });
    // On a busy machine the simulator may be late often enough that it is taken for an outage.
    await stack.database.query(
      `DELETE FROM reminder; DELETE FROM outbound_message; DELETE FROM recipient_limit;
      UPDATE number_limit SET failures = 0, opened_at = NULL, probe_at = NULL, probes = 0`,
    );
  });

  const queue = (name = outboundQueue.name): Queue => apps[0]!.get(getQueueToken(name), { strict: false });
  /** As ingress does. */
  async function enqueue<T>(definition: QueueDefinition<T>, payload: T): Promise<void> {
    const sealed = apps[0]!.get(Sealer, { strict: false }).seal(JSON.stringify(payload));
    await queue(definition.name).add(definition.name, { sealed }, { jobId: definition.jobId(payload) });
  }
  const write = (body: string): Promise<string> =>
    database.transaction((tx) => outbound.write(tx, { contactId, body }));
  const sendsOf = async (body: string) =>
    (await stack.simulator.books()).sends.filter((send) => send.body === body);
  const statusOf = async (id: string) =>
    (await database.outboundMessage.findUniqueOrThrow({ where: { id } })).status;
  const untilAccepted = (id: string, limitMs?: number) =>
    waitUntil('WhatsApp took the message', async () => (await statusOf(id)) === 'accepted', limitMs);
  const allFireNow = (): Promise<unknown> =>
    Promise.all(apps.map((app) => app.get(ReminderScheduler).fireDue()));
  const allRelayNow = (): Promise<unknown> =>
    Promise.allSettled(apps.map((app) => app.get(OutboxRelay).relay()));

  it('sends what lies on the queue', async () => {
    const id = await write('Hello!');

    await queue().add('outbound', { plain: { outboundId: id } }, { jobId: id });

    await untilAccepted(id);
    expect(await sendsOf('Hello!')).toMatchObject([{ to: '16505551234', callbackData: id }]);
  });

  it('sends once when WhatsApp was out of order for a moment', async () => {
    await stack.simulator.setFaults({ sends: { status: 500, times: 2 } });
    const id = await write('Sorry, I am late');

    await queue().add('outbound', { plain: { outboundId: id } }, { ...outboundQueue.options, jobId: id });

    await untilAccepted(id);
    expect(await sendsOf('Sorry, I am late')).toHaveLength(1);
  });

  it('lets a person wait who gets too many messages, but nobody else', async () => {
    // WhatsApp refuses every message to this number with 131056.
    const theirs = await somebody('12025550156');
    const refused = await database.transaction((tx) =>
      outbound.write(tx, { contactId: theirs, body: 'One too many' }),
    );
    await queue().add(
      'outbound',
      { plain: { outboundId: refused } },
      { ...outboundQueue.options, jobId: refused },
    );
    const refusals = async (): Promise<number> =>
      (await database.recipientLimit.findUnique({ where: { contactId: theirs } }))?.refusals ?? 0;
    await waitUntil('it was refused', async () => (await refusals()) >= 1);

    const other = await write('Not one too many');
    await queue().add(
      'outbound',
      { plain: { outboundId: other } },
      { ...outboundQueue.options, jobId: other },
    );
    await untilAccepted(other);

    await waitUntil('it was refused again', async () => (await refusals()) >= 2);
    await waitUntil('it waits', async () => (await queue().getJobState(refused)) === 'delayed');
    await waitUntil('it is not given up', async () => (await statusOf(refused)) === 'queued');
    expect(await queue().getJob(refused)).toMatchObject({ attemptsMade: 0 });
    await database.contact.delete({ where: { id: theirs } });
  });

  it('sends a message whose job was given up without a word in the database', async () => {
    const id = await write('Are you there?');
    await queue().add('outbound', { plain: { outboundId: 'unreadable' } }, { jobId: id });
    await waitUntil('the job failed', async () => (await queue().getJobState(id)) === 'failed');
    await database.outboundMessage.update({ where: { id }, data: { relayAfter: aMinuteAgo() } });

    await allRelayNow();

    await untilAccepted(id);
    expect(await sendsOf('Are you there?')).toHaveLength(1);
  });

  it('keeps what WhatsApp says about the account', async () => {
    await enqueue(accountQueue, {
      noticeKey: 'key',
      field: 'account_review_update',
      reason: 'account',
      receivedAt: Date.now(),
      body: '{"decision":"APPROVED"}',
    });

    await waitUntil('it is kept', async () => (await database.webhookNotice.count()) === 1);
  });

  it('gives people their newest user ids every minute', async () => {
    const sealer = apps[0]!.get(Sealer, { strict: false });
    await database.userIdChange.create({
      data: {
        previousBlindIndex: sealer.blindIndex('bsuid', 'US.1'),
        currentBlindIndex: sealer.blindIndex('bsuid', 'US.2'),
        currentSealed: sealer.seal('US.2'),
        occurredAt: aMinuteAgo(),
      },
    });
    const { otherPhoneBlindIndex: _other, ...data } = contacts.sealedNames({ bsuid: 'US.1' });
    const { id } = await database.contact.create({ data });
    const task = apps[0]!.get<IntervalTask>(`interval task ${UserIdChangeStore.name}`, { strict: false });
    await task.stop();

    const { pauseMs, end } = pauseBegunBy(() => task.start());
    end();

    expect(pauseMs).toBe(60_000);

    await waitUntil('they are known by the newest one', async () => {
      const person = await database.contact.findUniqueOrThrow({ where: { id } });
      return contacts.open(person).bsuid === 'US.2';
    });
    await database.contact.delete({ where: { id } });
  });

  it('applies a status that was faster than our own record of the send', async () => {
    const wamid = newWamid();
    const id = await write('See you');
    await apps[0]!.get(SendingStore, { strict: false }).start(id);
    await enqueue(statusQueue, {
      messageKey: 'key',
      wamid,
      status: 'delivered',
      occurredAt: Math.floor(Date.now() / 1_000),
    });
    await waitUntil('it is kept', async () => (await database.earlyStatus.count()) === 1);

    await outbound.markAccepted(id, wamid);

    await waitUntil('it is applied', async () => (await statusOf(id)) === 'delivered');
  });

  describe('a reminder', () => {
    it('that repeats rings once, and again at its next time, however many it missed', async () => {
      const yesterday = DateTime.now().setZone('Europe/Berlin').minus({ days: 3, minutes: 1 });
      const series = { rule: 'FREQ=DAILY', start: yesterday.toJSDate(), timezone: 'Europe/Berlin' };
      await reminders.add(database, contactId, { title: 'stretch', dueAt: yesterday.toJSDate(), series });

      // It says how late it is.
      const words = `Reminder: stretch\nThis was due on ${yesterday.setLocale('en-US').toFormat("ccc d LLL 'at' h:mm a")}.`;
      await waitUntil('it rang', async () => (await sendsOf(words)).length > 0);
      await allFireNow();

      expect(await sendsOf(words)).toHaveLength(1);
      const next = yesterday.plus({ days: 4 });
      expect(await database.reminder.findMany({ where: { firedAt: null } })).toMatchObject([
        { dueAt: next.toJSDate(), rule: 'FREQ=DAILY', seriesStart: series.start, timezone: 'Europe/Berlin' },
      ]);
    });

    it('with a rule that cannot be read rings once and holds up nobody', async () => {
      const dueAt = aMinuteAgo();
      const series = { rule: 'FREQ=NEVER', start: dueAt, timezone: 'Europe/Berlin' };
      await reminders.add(database, contactId, { title: 'odd', dueAt, series });
      await reminders.add(database, contactId, { title: 'even', dueAt });

      const rang = async (): Promise<number> =>
        (await sendsOf('Reminder: even')).length + (await sendsOf('Reminder: odd')).length;
      await waitUntil('both rang', async () => (await rang()) >= 2);
      expect(await sendsOf('Reminder: odd')).toHaveLength(1);
    });

    it('that is due is announced, by nobody but the clock', async () => {
      await reminders.add(database, contactId, { title: 'call mom', dueAt: aMinuteAgo() });

      const [sent] = await waitUntil('it was sent', async () => {
        const sends = await sendsOf('Reminder: call mom');
        return sends.length > 0 && sends;
      });

      expect(sent).toMatchObject({ to: '16505551234' });
      const [reminder] = await database.reminder.findMany();
      expect(reminder).toMatchObject({ firedAt: expect.any(Date) });
      expect(await database.outboundMessage.findMany()).toMatchObject([
        { id: sent!.callbackData, reminderId: reminder?.id, contactId },
      ]);
    });

    it('is announced once, however many clocks see it', async () => {
      await reminders.add(database, contactId, { title: 'water the plants', dueAt: aMinuteAgo() });

      await Promise.all([allFireNow(), allFireNow(), allFireNow()]);

      const [message, ...others] = await database.outboundMessage.findMany();
      expect(others).toEqual([]);
      await untilAccepted(message!.id);
      await allFireNow();
      expect(await sendsOf('Reminder: water the plants')).toHaveLength(1);
    });

    it('is announced once each when many are due at once', async () => {
      const titles = Array.from({ length: 30 }, (_, at) => `thing ${at} of many`);
      // One person gets no more than 24 a day.
      for (const [at, title] of titles.entries()) {
        const id = await somebody(`1650555${2_000 + at}`);
        await reminders.add(database, id, { title, dueAt: aMinuteAgo() });
      }

      await Promise.all([allFireNow(), allFireNow()]);

      await waitUntil('all are sent', async () => {
        const rows = await database.outboundMessage.findMany({
          select: { status: true, sendAttempts: true, failure: true, notBefore: true },
        });
        expect(rows.filter(({ status }) => status !== 'accepted')).toEqual([]);
        return rows.length === titles.length;
      });
      const bodies = (await stack.simulator.books()).sends
        .map(({ body }) => body)
        .filter((body) => body.endsWith('of many'));
      expect(bodies.toSorted()).toEqual(titles.map((title) => `Reminder: ${title}`).toSorted());
    });

    it('that can not be read is announced as far as it goes, and holds up nobody', async () => {
      const sealer = apps[0]!.get(Sealer, { strict: false });
      const unreadable = [damaged(sealer.seal('water the plants')), 'gone.AAAA'];
      await database.reminder.createMany({
        data: unreadable.map((titleSealed) => ({ contactId, titleSealed, dueAt: aMinuteAgo() })),
      });
      await reminders.add(database, contactId, { title: 'feed the cat', dueAt: aMinuteAgo() });

      await waitUntil('two are sent', async () => {
        const accepted = await database.outboundMessage.count({ where: { status: 'accepted' } });
        return accepted === 2;
      });

      expect(await sendsOf('Reminder: feed the cat')).toHaveLength(1);
      const [lost, ...others] = (await stack.simulator.books()).sends.filter(({ body }) =>
        body.includes('can no longer read'),
      );
      expect(lost).toMatchObject({ to: '16505551234' });
      expect(others).toEqual([]);
      // The other key may come back.
      expect(await database.reminder.findMany({ where: { firedAt: null } })).toMatchObject([
        { titleSealed: 'gone.AAAA' },
      ]);
    });

    it('that is not due or was cancelled is not announced', async () => {
      await reminders.add(database, contactId, { title: 'later', dueAt: new Date(Date.now() + 600_000) });
      const titleSealed = apps[0]!.get(Sealer, { strict: false }).seal('cancelled');
      await database.reminder.create({
        data: { contactId, titleSealed, dueAt: aMinuteAgo(), cancelledAt: new Date() },
      });

      await allFireNow();

      expect(await database.outboundMessage.count()).toBe(0);
      expect(await database.reminder.count({ where: { firedAt: null } })).toBe(2);
    });
  });

  describe('a message whose writer died before the queue had it', () => {
    const makeOverdue = (id: string): Promise<unknown> =>
      database.outboundMessage.update({ where: { id }, data: { relayAfter: aMinuteAgo() } });

    it('is put on the queue by the relay and sent', async () => {
      const id = await write('Task 1: milk added to your list');
      await makeOverdue(id);

      await untilAccepted(id);

      expect(await sendsOf('Task 1: milk added to your list')).toHaveLength(1);
    });

    it('is sent once, however many relays see it', async () => {
      const id = await write('Task 2: bread added to your list');
      await makeOverdue(id);

      await Promise.all([allRelayNow(), allRelayNow(), allRelayNow()]);
      await untilAccepted(id);
      await makeOverdue(id);
      await allRelayNow();

      await waitUntil(
        'nothing is left to do',
        async () => (await queue().getJobCountByTypes('wait', 'active')) === 0,
      );
      expect(await sendsOf('Task 2: bread added to your list')).toHaveLength(1);
    });

    it('is left to the queue while there is still time', async () => {
      const { id, relayAfter, createdAt } = await database.transaction(async (tx) => {
        const written = await outbound.write(tx, { contactId, body: 'Task 3: stamps added to your list' });
        const row = await tx.outboundMessage.findUniqueOrThrow({ where: { id: written } });
        // The time is not over before the test has looked.
        const data = { relayAfter: new Date(Date.now() + 600_000) };
        await tx.outboundMessage.update({ where: { id: written }, data });
        return row;
      });
      expect(relayAfter.getTime()).toBeGreaterThan(createdAt.getTime());

      await allRelayNow();

      expect(await statusOf(id)).toBe('queued');
      expect(await queue().getJob(id)).toBeUndefined();
    });
  });
});
