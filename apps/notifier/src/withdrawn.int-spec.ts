import { Logger } from '@nestjs/common';

import { type NewOutbound, type ReminderKind, UndeliveredStore } from '#data';
import { letWrite, SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

describe('what rang, and has not left yet,', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: OutboundHandler;
  let contactId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    handler = services.handlerWith(whatsapp.settings, { notificationsPerPersonAndDay: 2 });
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    contactId = await services.person({ phone: '4915112345678' });
  });
  afterEach(() => services.empty());

  const rows = () => services.database.outboundMessage.findMany({ orderBy: { createdAt: 'asc' } });
  const bodies = async (): Promise<(string | undefined)[]> =>
    (await whatsapp.requests()).map(({ text }) => text?.body);
  const handle = (outboundId: string): Promise<unknown> =>
    handler.handle({ outboundId, purpose: 'reminder' }).catch((error: unknown) => error);

  async function rang(
    title: string,
    kind: ReminderKind = 'reminder',
    more: Partial<NewOutbound> = {},
  ): Promise<{ id: string; reminderId: string }> {
    const { database, sealer, outbound } = services;
    const { id: reminderId } = await database.reminder.create({
      data: {
        contactId,
        kind,
        titleSealed: sealer.seal(title),
        dueAt: new Date(),
        firedAt: new Date(),
        timezone: 'Europe/Berlin',
      },
    });
    const message = { contactId, reminderId, purpose: 'reminder', body: title, ...more } as NewOutbound;
    return { id: await database.transaction((tx) => outbound.write(tx, message)), reminderId };
  }
  const change = (reminderId: string, data: { doneAt?: Date; cancelledAt?: Date | null }) =>
    services.database.reminder.update({ where: { id: reminderId }, data });
  /** The person writes. @returns how many messages are let go */
  async function write(): Promise<number> {
    await letWrite(services.testDatabase, contactId);
    const released = await services.database.transaction((tx) =>
      services.parked.release(tx, [contactId], (count) => `${count} left out`),
    );
    return released.flatMap(({ ids }) => ids).length;
  }
  const told = (): Promise<unknown[]> =>
    services.database.transaction((tx) =>
      new UndeliveredStore(services.sealer).tell(tx, [contactId], (messages) =>
        messages.map(({ words }) => words).join(),
      ),
    );
  /** Nobody has written for a day. */
  const closeWindow = () =>
    services.testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");

  describe.each(['doneAt', 'cancelledAt'])('is not delivered when it has a %s since,', (column) => {
    it('which can be undone: it waits until then', async () => {
      const { id, reminderId } = await rang('call mom');
      const at = new Date();
      await change(reminderId, { [column]: at });

      expect(await handle(id)).toBeUndefined();

      expect(await whatsapp.requests()).toEqual([]);
      const [row] = await rows();
      expect(row).toMatchObject({ id, status: 'queued', relayAfter: row?.notBefore });
      expect(row!.notBefore!.getTime()).toBeGreaterThan(at.getTime() + 10 * 60_000);
    });

    it('which cannot be undone any more', async () => {
      const { id, reminderId } = await rang('call mom');
      await change(reminderId, { [column]: new Date(Date.now() - 12 * 60_000) });

      expect(await handle(id)).toBeUndefined();

      expect(await whatsapp.requests()).toEqual([]);
      expect(await rows()).toEqual([]);
    });
  });

  it('is not dropped when that is undone at the same moment', async () => {
    const { id } = await rang('call mom');

    await services.outbound.dropNeedless(id);

    expect(await rows()).toMatchObject([{ id, status: 'queued', notBefore: null }]);
  });

  it('is not delivered when it is gone, or its event is', async () => {
    const { reminderId } = await rang('call mom');
    await services.database.reminder.delete({ where: { id: reminderId } });

    expect(await rows()).toEqual([]);
  });

  it('is delivered when the person took that back', async () => {
    const { id, reminderId } = await rang('call mom');
    await change(reminderId, { cancelledAt: new Date() });
    await change(reminderId, { cancelledAt: null });

    await handle(id);

    expect(await bodies()).toEqual(['call mom']);
  });

  describe('together with others,', () => {
    /** One message tells of three, and WhatsApp has refused it for the moment. */
    async function digest(): Promise<{ id: string; reminderIds: string[] }> {
      await services.testDatabase.query(
        `INSERT INTO recipient_limit (contact_id, debt_until, burst_since, hour_log, day_log)
          VALUES ($1, now(), now(), '{}', ARRAY[now() - interval '10 hours'])
          ON CONFLICT (contact_id) DO UPDATE SET day_log = EXCLUDED.day_log`,
        [contactId],
      );
      const all = [await rang('one'), await rang('two'), await rang('three')];
      await whatsapp.client.setFaults({ sends: { code: 131_000, times: 1 } });
      await handle(all[0]!.id);
      expect(await rows()).toMatchObject([{ id: all[0]!.id, status: 'queued' }]);
      await whatsapp.forget();
      await services.testDatabase.query('UPDATE outbound_message SET not_before = NULL');
      return { id: all[0]!.id, reminderIds: all.map(({ reminderId }) => reminderId) };
    }
    const sent = async (): Promise<string[]> =>
      (await bodies()).map((body) => body?.split('\n\nThat is as much')[0] ?? '');

    it.each([
      [[0], 'two\n\nthree'],
      [[1, 2], 'one'],
    ])('is left out: %j', async (done, left) => {
      const { id, reminderIds } = await digest();
      for (const at of done) await change(reminderIds[at]!, { doneAt: new Date() });

      await handle(id);

      expect(await sent()).toEqual([left]);
    });

    it('is left out when it is gone', async () => {
      const { id, reminderIds } = await digest();
      await services.database.reminder.deleteMany({ where: { id: { in: reminderIds.slice(0, 2) } } });

      await handle(id);

      expect(await sent()).toEqual(['three']);
    });

    it('is not sent when nothing is left', async () => {
      const { id, reminderIds } = await digest();
      for (const reminderId of reminderIds) await change(reminderId, { doneAt: new Date() });

      await handle(id);

      expect(await sent()).toEqual([]);
      expect(await rows()).toEqual([]);
    });
  });

  it('is not brought when the person writes, nor do they hear that it waits', async () => {
    await closeWindow();
    const { id, reminderId } = await rang('call mom');
    await handle(id);
    const [noticeId] = services.queued.splice(0);
    await change(reminderId, { doneAt: new Date() });

    await handle(noticeId!);
    expect(await whatsapp.requests()).toEqual([]);
    expect(await write()).toBe(0);
    expect(await rows()).toEqual([]);
  });

  describe('an agenda', () => {
    const inAnHour = (): Date => new Date(Date.now() + 3_600_000);
    const endDay = () =>
      services.testDatabase.query("UPDATE outbound_message SET expires_at = now() - interval '1 second'");

    it('that found the window closed is brought when the person writes on its day', async () => {
      await closeWindow();
      const { id } = await rang('2 things today', 'agenda', { expiresAt: inAnHour() });
      await handle(id);
      expect(await rows()).toMatchObject([{ parkedAt: expect.any(Date) }, {}]);

      expect(await write()).toBe(1);
      await handle(id);

      expect(await bodies()).toEqual(['2 things today']);
    });

    it('is dropped once its day is over: when it was parked', async () => {
      await closeWindow();
      const { id } = await rang('2 things today', 'agenda', { expiresAt: inAnHour() });
      await handle(id);
      await endDay();

      expect(await write()).toBe(0);
      expect(await told()).toEqual([]);
      expect(await rows()).toEqual([]);
    });

    it('is dropped once its day is over: while it waited in the outbox', async () => {
      const { id } = await rang('2 things today', 'agenda', { expiresAt: inAnHour() });
      await endDay();

      await handle(id);

      expect(await bodies()).toEqual([]);
      expect(await rows()).toEqual([]);
    });

    it('is not told of on another day when it failed', async () => {
      const { id } = await rang('2 things today', 'agenda', { expiresAt: inAnHour() });
      await services.outbound.markFailed(id, 131_026);
      await endDay();

      expect(await told()).toEqual([]);
    });
  });
});
