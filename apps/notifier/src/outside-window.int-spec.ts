import { Logger } from '@nestjs/common';

import { DueReminderStore, type NewOutbound } from '#data';
import { DelayJobError } from '#queues';
import { letWrite, SimulatedWhatsApp } from '#testing';
import { ourTemplates, reminderTemplate, waitingAnswerTemplate } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import { NumberWatch } from './number-watch.service.ts';
import type { OutboundHandler } from './outbound.handler.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

const phone = '16505551234';
const dayMs = 24 * 3_600_000;

describe('outside the window', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let contactId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    for (const template of ourTemplates) await whatsapp.approve({ ...template });
    handler = services.handlerWith(whatsapp.settings);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    contactId = (await services.contacts.resolve({ phone })).id;
  });
  afterEach(() => services.empty());

  const write = (more: Partial<NewOutbound> = {}): Promise<string> =>
    services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, body: 'You have no events.', ...more } as NewOutbound),
    );
  /** Minutes ago, so that it does not wait for its template any more. */
  async function writeReminder(): Promise<string> {
    const more = {
      purpose: 'reminder',
      body: 'Reminder: call mom',
      fallback: reminderTemplate('call mom'),
    } as const;
    const id = await write(more);
    await services.testDatabase.query(
      "UPDATE outbound_message SET created_at = created_at - interval '3 minutes' WHERE id = $1",
      [id],
    );
    return id;
  }
  const row = (id: string) => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  /** Handles it as often as it comes back at once. @returns what it waits for in the end, if for anything */
  async function handle(outboundId: string): Promise<unknown> {
    for (let round = 0; round < 5; round++) {
      const error = await handler.handle({ outboundId }).catch((reason: unknown) => reason);
      if (!(error instanceof DelayJobError) || error.delayMs > 1_000) return error;
    }
    throw new Error('it comes back at once each time');
  }
  /** Handles what was put on the queue meanwhile, too. */
  async function handleAll(...ids: string[]): Promise<void> {
    for (const id of ids) expect(await handle(id)).toBeUndefined();
    for (let id = services.queued.shift(); id !== undefined; id = services.queued.shift()) {
      expect(await handle(id)).toBeUndefined();
    }
  }
  const texts = async (): Promise<string[]> =>
    (await whatsapp.requests()).map(({ text, template }) => text?.body ?? template?.name ?? '');
  const failedWith = async (id: string, errorCode: number): Promise<void> =>
    services.statusHandler.handle({
      messageKey: 'key',
      wamid: services.sealer.open((await row(id)).wamidSealed!),
      occurredAt: Math.floor(Date.now() / 1_000),
      status: 'failed',
      errorCode,
      callbackData: id,
    });

  it('several answers wait, and one template says so', async () => {
    const ids = [await write(), await write(), await write()];

    await handleAll(...ids);

    expect(await texts()).toEqual(['handsfree_waiting_answer']);
    for (const id of ids)
      expect(await row(id)).toMatchObject({ status: 'queued', parkedAt: expect.any(Date) });
  });

  it('a reminder is sent as its template, with its words', async () => {
    await handleAll(await writeReminder());

    expect(await whatsapp.requests()).toMatchObject([
      {
        type: 'template',
        template: {
          name: 'handsfree_reminder',
          components: [{ type: 'body', parameters: [{ text: 'call mom' }] }],
        },
      },
    ]);
  });

  it.each(['PAUSED', 'DISABLED', 'REJECTED', 'MISSING'])(
    'a reminder whose template is known to be %s waits, and the other template says so',
    async (status) => {
      const { name, language } = reminderTemplate('x');
      await services.templates.learn({ name, language }, { status }, new Date());

      const id = await writeReminder();
      await handleAll(id);

      expect(await texts()).toEqual(['handsfree_waiting_answer']);
      expect(await row(id)).toMatchObject({ parkedAt: expect.any(Date), sendAttempts: 0 });
    },
  );

  it('a reminder that waits so is sent as its template once that can be used', async () => {
    const { name, language } = reminderTemplate('x');
    await services.templates.learn({ name, language }, { status: 'REJECTED' }, new Date(Date.now() - 1_000));
    const id = await writeReminder();
    await handleAll(id);
    await services.parking.releaseSendable();
    expect(services.queued).toEqual([]);

    await services.templates.learn({ name, language }, { status: 'APPROVED' }, new Date());
    await services.parking.releaseSendable();
    await handleAll();

    expect(await texts()).toEqual(['handsfree_waiting_answer', name]);
  });

  it('a template that was paused hours ago is tried: WhatsApp need not tell that it is back', async () => {
    const { name, language } = reminderTemplate('x');
    const sixHoursMs = 6 * 3_600_000;
    await services.templates.learn(
      { name, language },
      { status: 'PAUSED' },
      new Date(Date.now() - sixHoursMs - 1_000),
    );

    await handleAll(await writeReminder());

    expect(await texts()).toEqual([name]);
  });

  it('what waits for a template takes nothing from what others may send', async () => {
    const { name, language } = waitingAnswerTemplate();
    await services.templates.learn({ name, language }, { status: 'PENDING' }, new Date());
    await handle(await write());
    const [noticeId] = services.queued.splice(0);

    for (let times = 0; times < 3; times++) expect(await handle(noticeId!)).toBeInstanceOf(DelayJobError);

    const [number] = await services.database.numberLimit.findMany();
    expect(number?.dayCounts.reduce((sum, count) => sum + count, 0) ?? 0).toBe(0);
  });

  it('a reminder of yesterday is not sent, and is told of when its person writes', async () => {
    const id = await writeReminder();
    await services.testDatabase.query('UPDATE outbound_message SET expires_at = now()');

    await handleAll(id);

    expect(await texts()).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'failed', toldAt: null });
  });

  it.each([132_001, 132_015, 132_016, 134_102])(
    'a reminder whose template WhatsApp refuses with %i waits, and the other template says so',
    async (code) => {
      await whatsapp.client.setFaults({ sends: { code, times: 1 } });

      const id = await writeReminder();
      await handleAll(id);

      expect(await texts()).toEqual(['handsfree_reminder', 'handsfree_waiting_answer']);
      expect(await row(id)).toMatchObject({ parkedAt: expect.any(Date), status: 'queued' });
    },
  );

  it('a reminder whose template is still being synchronised keeps it, and at last waits for the person', async () => {
    await whatsapp.client.setFaults({ sends: { code: 134_101, times: 3 } });
    const due = () => services.database.outboundMessage.updateMany({ data: { notBefore: null } });
    const id = await writeReminder();
    expect(await handle(id)).toMatchObject({ name: 'DelayJobError', delayMs: 600_000 });
    expect((await row(id)).fallbackSealed).not.toBeNull();
    await due();
    await handle(id);
    await due();

    await handleAll(id);

    expect(await row(id)).toMatchObject({ parkedAt: expect.any(Date), status: 'queued' });
  });

  it('a reminder that has just become due waits for its template, if that may still be approved', async () => {
    const fallback = reminderTemplate('call mom');
    const { name, language } = fallback;
    await services.templates.learn({ name, language }, { status: 'PENDING' }, new Date(Date.now() - 1_000));
    const id = await write({ purpose: 'reminder', body: 'Reminder: call mom', fallback });
    expect(await handle(id)).toMatchObject({ name: 'DelayJobError', delayMs: 15_000 });

    await services.templates.learn({ name, language }, { status: 'APPROVED' }, new Date());
    await services.testDatabase.query('UPDATE outbound_message SET not_before = NULL');
    await handleAll(id);

    expect(await texts()).toEqual([name]);
  });

  it('a reminder whose template WhatsApp drops later waits, and the other template says so', async () => {
    const id = await writeReminder();
    await handleAll(id);

    await failedWith(id, 132_015);
    await services.testDatabase.query("UPDATE outbound_message SET created_at = now() - interval '1 hour'");
    const [retry] = await services.database.outboundMessage.findMany({ where: { retryOfId: id } });
    await handleAll(retry!.id);

    expect(await texts()).toEqual(['handsfree_reminder', 'handsfree_waiting_answer']);
    // It was learned, so no other one is tried.
    const { name, language } = reminderTemplate('call mom');
    expect(await services.templates.find({ name, language })).toMatchObject({ status: 'PAUSED' });
    const other = await writeReminder();
    await handle(other);
    expect(await texts()).toHaveLength(2);
    // They keep it for when it can be used.
    expect((await row(retry!.id)).fallbackSealed).not.toBeNull();
  });

  describe('in the language of the person', () => {
    beforeEach(async () => {
      await services.database.contact.update({ where: { id: contactId }, data: { language: 'de-AT' } });
    });
    const learn = (name: string, language: string, status: string): Promise<void> =>
      services.templates.learn({ name, language }, { status }, new Date());
    const languages = async (): Promise<(string | undefined)[]> =>
      (await whatsapp.requests()).map(({ template }) => template?.language.code);
    async function remind(): Promise<string> {
      const titleSealed = services.sealer.seal('den Zahnarzt anrufen');
      const dueAt = new Date(Date.now() - 1_000);
      await services.database.reminder.create({ data: { contactId, titleSealed, dueAt } });
      const { database, sealer, outbound, templates, queue } = services;
      await new ReminderScheduler(
        database,
        new DueReminderStore(sealer),
        outbound,
        templates,
        queue,
        Infinity,
      ).fireDue();
      const id = services.queued.shift();
      if (id === undefined) throw new Error('nothing rang');
      return id;
    }

    it.each([
      ['that is approved', 'APPROVED', 'de'],
      ['unless it is not approved', 'PENDING', 'en'],
      ['unless nothing is known of it', undefined, 'en'],
    ])('a reminder leaves as its template, %s', async (_, status, language) => {
      if (status) await learn('handsfree_reminder', 'de', status);

      await handleAll(await remind());

      expect(await texts()).toEqual(['handsfree_reminder']);
      expect(await languages()).toEqual([language]);
    });

    it.each([
      ['that is approved', 'APPROVED', 'de'],
      ['unless it is not approved', 'PAUSED', 'en'],
    ])('the word that something waits is told, %s', async (_, status, language) => {
      await learn('handsfree_waiting_answer', 'de', status);

      await handleAll(await write());

      expect(await texts()).toEqual(['handsfree_waiting_answer']);
      expect(await languages()).toEqual([language]);
    });
  });

  describe('beyond the number of people whom WhatsApp lets us write to first', () => {
    afterEach(() => whatsapp.client.changeRules({ messagingLimit: null }));

    it('templates wait for a place, over two processes, and answers go on', async () => {
      await whatsapp.client.changeRules({ messagingLimit: 2 });
      await services.numbers.allowPeople(services.number.id, 2);
      const phones = Array.from({ length: 6 }, (_, at) => `1650557000${at}`);
      const people = await Promise.all(
        phones.map(async (one) => (await services.contacts.resolve({ phone: one })).id),
      );
      const fallback = reminderTemplate('call mom');
      const ids = await Promise.all(
        people.map((one) =>
          write({ contactId: one, purpose: 'reminder', body: 'Reminder: call mom', fallback }),
        ),
      );
      const processes = [1, 2].map(() => services.handlerWith(whatsapp.settings, {}));
      const watch = new NumberWatch(services.numbers, services.number);
      await watch.look();
      expect(watch.warning).toBeUndefined();

      const all = (some: string[]): Promise<unknown[]> =>
        Promise.all(
          some.map((outboundId, at) =>
            processes[at % 2]!.handle({ outboundId }).catch((error: unknown) => error),
          ),
        );

      const ends = await all(ids);

      expect(ends.filter((end) => end === undefined)).toHaveLength(2);
      for (const end of await all(ids.filter((__, at) => ends[at] !== undefined))) {
        expect(end).toBeInstanceOf(DelayJobError);
        expect((end as DelayJobError).delayMs).toBeGreaterThanOrEqual(600_000);
      }
      expect(await texts()).toEqual(['handsfree_reminder', 'handsfree_reminder']);
      await watch.look();
      expect(watch.warning).toMatch(/^the 2 people whom WhatsApp lets the number write to first in 24 hours/);

      await letWrite(services.testDatabase, people);
      await handleAll(...ids);
      expect(await texts()).toHaveLength(6);
      expect((await whatsapp.client.books()).sends.filter(({ dropped }) => dropped)).toEqual([]);
    });
  });

  it('what WhatsApp takes for closed, and we for open, is corrected: one template', async () => {
    await letWrite(services.testDatabase, contactId, dayMs - 60_000);
    await whatsapp.client.setFaults({ sends: { code: 131_047, times: 1 } });
    const ids = [await write(), await write()];

    await handleAll(...ids);

    expect(await texts()).toEqual(['You have no events.', 'handsfree_waiting_answer']);
    for (const id of ids)
      expect(await row(id)).toMatchObject({ sendAttempts: 0, parkedAt: expect.any(Date) });
  });

  it('a reminder then leaves as its template', async () => {
    await letWrite(services.testDatabase, contactId, dayMs - 60_000);
    await whatsapp.client.setFaults({ sends: { code: 131_047, times: 1 } });

    await handleAll(await writeReminder());

    expect(await texts()).toEqual(['Reminder: call mom', 'handsfree_reminder']);
  });

  it('the same when WhatsApp says so hours later, however often', async () => {
    await letWrite(services.testDatabase, contactId, dayMs - 60_000);
    const id = await write();
    await handleAll(id);

    for (let times = 0; times < 3; times++) await failedWith(id, 131_047);
    const retries = await services.database.outboundMessage.findMany({ where: { retryOfId: id } });
    await handleAll(...retries.map((one) => one.id));

    expect(retries).toHaveLength(1);
    expect(await texts()).toEqual(['You have no events.', 'handsfree_waiting_answer']);
    expect(await row(retries[0]!.id)).toMatchObject({ parkedAt: expect.any(Date) });
  });

  it('when WhatsApp says so again and again, although we take the window for open, it ends', async () => {
    await letWrite(services.testDatabase, contactId);
    const record = services.recipients.recordClosedWindow.bind(services.recipients);
    services.recipients.recordClosedWindow = () => Promise.resolve();
    let id = await write();
    for (let times = 0; times < 5; times++) {
      await services.testDatabase.query(
        "UPDATE outbound_message SET not_before = NULL WHERE status = 'queued'",
      );
      await handleAll(id);
      await failedWith(id, 131_047);
      const [retry] = await services.database.outboundMessage.findMany({ where: { status: 'queued' } });
      if (!retry) break;
      id = retry.id;
    }
    services.recipients.recordClosedWindow = record;

    expect(await texts()).toHaveLength(4);
    expect(await row(id)).toMatchObject({ status: 'failed', retryNumber: 3 });
  });

  it('what is released after days is tried again after an outage, as anything else', async () => {
    const id = await write();
    await handleAll(id);
    await services.testDatabase.query("UPDATE outbound_message SET created_at = now() - interval '3 days'");
    await letWrite(services.testDatabase, contactId);
    await services.database.transaction((tx) => services.parked.release(tx, [contactId], String));
    await whatsapp.client.setFaults({ sends: { code: 131_000, times: 1 } });

    expect(await handle(id)).toBeInstanceOf(DelayJobError);
    await services.testDatabase.query('UPDATE outbound_message SET not_before = NULL');
    await handleAll(id);

    expect(await row(id)).toMatchObject({ status: 'accepted' });
  });

  it('the word that something waits is not sent when nothing does any more', async () => {
    const id = await write();
    await handle(id);
    const [noticeId] = services.queued.splice(0);
    await services.testDatabase.query('UPDATE outbound_message SET parked_at = NULL');

    await handleAll(noticeId!);

    expect(await texts()).toEqual([]);
    expect(await services.database.outboundMessage.count({ where: { id: noticeId! } })).toBe(0);
  });

  it('the word that something waits is tried again once its template is approved', async () => {
    const { name, language } = waitingAnswerTemplate();
    await services.templates.learn({ name, language }, { status: 'PENDING' }, new Date(Date.now() - 1_000));
    await handle(await write());
    const [noticeId] = services.queued.splice(0);
    expect(await handle(noticeId!)).toMatchObject({ name: 'DelayJobError', delayMs: 15_000 });

    await services.templates.learn({ name, language }, { status: 'APPROVED' }, new Date());
    await services.testDatabase.query('UPDATE outbound_message SET not_before = NULL');
    await handleAll(noticeId!);

    expect(await texts()).toEqual([name]);
  });

  it('a window that opens meanwhile sends the text', async () => {
    const id = await write();
    const park = services.parked.park.bind(services.parked);
    services.parked.park = async (...args) => {
      services.parked.park = park;
      await letWrite(services.testDatabase, contactId);
      return park(...args);
    };

    await handleAll(id);

    expect(await texts()).toEqual(['You have no events.']);
  });

  it('two people who become one get what was parked', async () => {
    const id = await write();
    await handleAll(id);
    const other = await services.person({ bsuid: 'US.1349' });
    await services.contacts.resolve({ phone, bsuid: 'US.1349' });

    await services.parking.releaseSendable();
    await handleAll();

    expect(other).not.toBe(contactId);
    expect(await texts()).toEqual(['handsfree_waiting_answer', 'You have no events.']);
  });
});
