import { Logger } from '@nestjs/common';
import { DateTime } from 'luxon';

import { DueReminderStore, FocusStore, OutboundStore, StopStore, UndeliveredStore } from '#data';
import { DelayJobError } from '#queues';
import { letWrite, SimulatedWhatsApp, waitUntil } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

const zone = 'Europe/Berlin';
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

describe('a reminder that was taken back, whose message was dropped, and that is brought back', () => {
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

  const query = (...given: Parameters<typeof services.testDatabase.query>) =>
    services.testDatabase.query(...given);
  const scheduler = (outbound = services.outbound): ReminderScheduler => {
    const { database, sealer, templates, queue } = services;
    const due = new DueReminderStore(sealer);
    return new ReminderScheduler(database, due, outbound, templates, queue, Infinity);
  };
  /** Two replicas ring what is due, over and over. @returns the ids of the messages */
  async function ring(): Promise<string[]> {
    services.queued.length = 0;
    for (let run = 0; run < 2; run++) await Promise.all([scheduler().fireDue(), scheduler().fireDue()]);
    return services.queued.slice();
  }
  const handle = (outboundId: string): Promise<unknown> =>
    handler.handle({ outboundId, purpose: 'reminder' }).catch((error: unknown) => error);
  const bodies = async (): Promise<string[]> =>
    (await whatsapp.requests()).map((request) => {
      const { text, interactive } = request as {
        text?: { body: string };
        interactive?: { body: { text: string } };
      };
      const body = text?.body ?? interactive?.body.text;
      return body?.split('\n\nThat is as much')[0] ?? '';
    });
  const rows = () => services.database.outboundMessage.findMany();

  /** @returns its id, and that of its message */
  async function rang(
    title = 'call mom',
    more: { kind?: string; ring?: number; rule?: string; seriesStart?: Date; dueAt?: Date } = {},
  ): Promise<{ reminderId: string; id: string }> {
    const titleSealed = services.sealer.seal(title);
    const data = { contactId, titleSealed, dueAt: minutesAgo(1), timezone: zone, ...more };
    const { id: reminderId } = await services.database.reminder.create({ data });
    const [id = ''] = await ring();
    return { reminderId, id };
  }
  /** Longer ago than can be undone by a word. @returns takes that back, as undo does */
  async function takeBack(
    ids: string[],
    column: 'cancelled_at' | 'done_at' = 'cancelled_at',
  ): Promise<() => Promise<unknown>> {
    const before = await query(`SELECT id, to_jsonb(r) AS before FROM reminder r WHERE id = ANY($1)`, [ids]);
    await query(`UPDATE reminder SET ${column} = now() - interval '20 minutes' WHERE id = ANY($1)`, [ids]);
    return async () => {
      for (const { id, before: row } of before)
        await query(`SELECT restore_row('reminder', $1, $2)`, [id, row]);
    };
  }
  const release = () =>
    services.database.transaction((tx) => services.parked.release(tx, [contactId], (count) => String(count)));
  const closeWindow = () => query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");
  const stop = () =>
    services.database.transaction((tx) => new StopStore(services.sealer).stop(tx, contactId));
  const start = () =>
    services.database.transaction((tx) => new StopStore(services.sealer).start(tx, contactId));
  const stopAndStart = async () => {
    await stop();
    return start();
  };

  it.each<[string, (message: { id: string; reminderId: string }) => Promise<() => Promise<unknown>>]>([
    [
      'where it would have left',
      async ({ id, reminderId }) => {
        const undo = await takeBack([reminderId]);
        await handle(id);
        return undo;
      },
    ],
    [
      'where it would have left, as it was done',
      async ({ id, reminderId }) => {
        const undo = await takeBack([reminderId], 'done_at');
        await handle(id);
        return undo;
      },
    ],
    [
      'when the person wrote, for whom it was parked',
      async ({ id, reminderId }) => {
        await closeWindow();
        await services.outbound.dropFallback(id);
        await handle(id);
        expect(await rows()).toContainEqual(expect.objectContaining({ id, parkedAt: expect.any(Date) }));
        const undo = await takeBack([reminderId]);
        await letWrite(services.testDatabase, contactId);
        await release();
        return undo;
      },
    ],
    [
      'when the person said "stop"',
      async ({ reminderId }) => {
        const undo = await takeBack([reminderId]);
        expect(await stopAndStart()).toEqual([]);
        return undo;
      },
    ],
  ])('rings anew, once: %s', async (_, drop) => {
    const message = await rang();
    const undo = await drop(message);
    expect(await rows()).toEqual([]);
    expect(await ring()).toEqual([]);

    await undo();
    await query("UPDATE reminder SET due_at = due_at - interval '1 hour'");
    const [id = '', ...others] = await ring();
    expect(others).toEqual([]);
    await handle(id);

    expect(await bodies()).toEqual([expect.stringMatching(/^Reminder: call mom\nThis was due .*\.$/)]);
    expect(await rows()).toMatchObject([{ reminderId: message.reminderId, status: 'accepted' }]);
  });

  it('rings anew once more, when that message is dropped too', async () => {
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    await handle(id);
    await undo();
    const [anewId = ''] = await ring();
    const undoAgain = await takeBack([reminderId]);
    await handle(anewId);
    await undoAgain();

    const [last = ''] = await ring();
    await handle(last);

    expect(await bodies()).toEqual(['Reminder: call mom']);
  });

  it('rings anew where both happen at the same moment', async () => {
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    let dropped: Promise<unknown> = Promise.resolve();
    const patient = { maxWait: 60_000, timeout: 120_000 };
    await services.database.$transaction(async (tx) => {
      await tx.$executeRaw`UPDATE reminder SET cancelled_at = NULL WHERE id = ${reminderId}::uuid`;
      dropped = handle(id);
      const waits =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await waitUntil('the message is dropped, or waits for the undo', async () => {
        return (await rows()).length === 0 || (await query(waits)).length > 0;
      });
    }, patient);
    await dropped;
    await undo();

    const [anewId = id] = await ring();
    await handle(anewId);

    expect(await bodies()).toEqual(['Reminder: call mom']);
  });

  it('rings anew when the scheduler died while it did so', async () => {
    class DyingStore extends OutboundStore {
      override async writeAll(...given: Parameters<OutboundStore['writeAll']>): Promise<string[]> {
        await super.writeAll(...given);
        throw new Error('killed');
      }
    }
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    await handle(id);
    await undo();

    await expect(scheduler(new DyingStore(services.database, services.sealer)).fireDue()).rejects.toThrow();

    expect(await ring()).toHaveLength(1);
  });

  it('is told of at "start" when it is brought back before', async () => {
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    await handle(id);
    await stop();
    await undo();
    expect(await ring()).toEqual([]);

    const told = await start();

    expect(told).toMatchObject([{ id: reminderId, title: 'call mom' }]);
    expect(await ring()).toEqual([]);
  });

  it('is told of at "start" when it was wanted all along, however long it had waited', async () => {
    const { reminderId } = await rang();
    await query("UPDATE reminder SET fired_at = now() - interval '3 hours'");
    await stop();
    expect(await rows()).toEqual([]);
    expect(await ring()).toEqual([]);

    const told = await start();

    expect(told).toMatchObject([{ id: reminderId, title: 'call mom' }]);
    expect(await ring()).toEqual([]);
  });

  it('rings anew when the person said "start" before its message was dropped after a "stop"', async () => {
    const { id } = await rang();
    // Written at the same moment, it was not seen by the "stop".
    await services.database.contact.update({ where: { id: contactId }, data: { stoppedAt: new Date() } });
    expect(await start()).toEqual([]);

    await services.outbound.drop(id, 'the person wants no more messages');

    const [anewId = ''] = await ring();
    await handle(anewId);
    expect(await bodies()).toEqual(['Reminder: call mom']);
  });

  it('does not ring anew when it is not brought back, or is taken back again before', async () => {
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    await handle(id);
    await undo();
    await takeBack([reminderId]);

    expect(await ring()).toEqual([]);
  });

  it('does not ring anew when its message was being sent', async () => {
    const { id, reminderId } = await rang();
    await services.sending.start(id);
    const undo = await takeBack([reminderId]);
    // Another process that had begun to send it stood still.
    await services.outbound.withdraw(id, 0);
    await services.outbound.dropNeedless(id);
    await services.outbound.markAccepted(id, 'wamid.1');
    await undo();

    expect(await ring()).toEqual([]);
    expect(await rows()).toMatchObject([{ id, status: 'accepted' }]);
  });

  it('is told of instead when it is not known whether its message left', async () => {
    const { id, reminderId } = await rang();
    await services.sending.start(id);
    await services.letSendBeLost(id);
    const undo = await takeBack([reminderId]);
    await handle(id);
    expect(await rows()).toMatchObject([{ id, status: 'failed' }]);

    await undo();

    expect(await ring()).toEqual([]);
    const told: unknown[] = [];
    await services.database.transaction((tx) =>
      new UndeliveredStore(services.sealer).tell(tx, [contactId], (messages) => {
        told.push(...messages);
        return 'This may not have reached you';
      }),
    );
    expect(told).toEqual([{ words: 'Reminder: call mom', mayHaveArrived: true }]);
  });

  it('is a part of the notifications of the day', async () => {
    const { id, reminderId } = await rang();
    const undo = await takeBack([reminderId]);
    await handle(id);
    await undo();
    await useUpDay(2);

    const [anewId = ''] = await ring();

    expect(await handle(anewId)).toBeInstanceOf(DelayJobError);
    expect(await bodies()).toEqual([]);
  });

  it('waits for the morning where we chose its time', async () => {
    const now = DateTime.now().setZone(zone);
    const minuteOf = (at: DateTime): number => at.hour * 60 + at.minute;
    const quiet = { from: minuteOf(now.minus({ hours: 1 })), until: minuteOf(now.plus({ hours: 2 })) };
    const { id, reminderId } = await rang('dentist', { kind: 'event' });
    const undo = await takeBack([reminderId]);
    await handle(id);
    await services.database.contact.update({
      where: { id: contactId },
      data: { timezone: zone, habitsSealed: services.sealer.seal(JSON.stringify({ quiet })) },
    });
    await undo();
    await query("UPDATE reminder SET due_at = due_at - interval '3 hours'");

    const [anewId = ''] = await ring();

    expect(await handle(anewId)).toBeInstanceOf(DelayJobError);
    const [row] = await rows();
    expect(DateTime.fromJSDate(row!.notBefore!, { zone }).toFormat('HH:mm')).toBe(
      now.plus({ hours: 2 }).toFormat('HH:mm'),
    );
  });

  describe('and rings several times', () => {
    const firstTime = DateTime.now().setZone(zone).minus({ minutes: 1 }).startOf('minute').toJSDate();
    const daily = { rule: 'FREQ=DAILY', seriesStart: firstTime, dueAt: firstTime };
    const toCome = () => services.database.reminder.findMany({ where: { firedAt: null, cancelledAt: null } });

    it.each([
      ['every day', daily],
      ['until it is done', { ring: 0 }],
    ])('has one next time: %s', async (_, more) => {
      const { id, reminderId } = await rang('stretch', more);
      const before = await toCome();
      const undo = await takeBack([reminderId]);
      await handle(id);
      await undo();

      expect(await ring()).toHaveLength(1);

      expect(await toCome()).toEqual(before);
    });

    it.each([
      ['every day', daily],
      ['until it is done', { ring: 0 }],
    ])('rings once, when its next time has come too: %s', async (_, more) => {
      const { id, reminderId } = await rang('stretch', more);
      // "Until it is done" is of one day, which may end just now.
      if ((await toCome()).length === 0)
        await query(
          `INSERT INTO reminder (id, contact_id, title_sealed, due_at, ring, again_of_id)
            SELECT gen_random_uuid(), contact_id, title_sealed, now(), 1, id FROM reminder`,
        );
      const undo = await takeBack([reminderId]);
      await handle(id);
      await query('UPDATE reminder SET due_at = now() WHERE fired_at IS NULL');
      await undo();

      expect(await ring()).toHaveLength(1);
    });
  });

  const useUpDay = (sends: number) =>
    query(
      `INSERT INTO recipient_limit (contact_id, debt_until, burst_since, hour_log, day_log)
        VALUES ($1, now(), now(), '{}', array_fill(now() - interval '10 hours', ARRAY[$2::int]))
        ON CONFLICT (contact_id) DO UPDATE SET day_log = EXCLUDED.day_log`,
      [contactId, sends],
    );

  describe('together with others', () => {
    /** One message tells of three, and WhatsApp has refused it for the moment. */
    async function digest(): Promise<{ id: string; reminderIds: string[] }> {
      await useUpDay(1);
      const all = [await rang('one'), await rang('two'), await rang('three')];
      await whatsapp.client.setFaults({ sends: { code: 131_000, times: 1 } });
      await handle(all[0]!.id);
      expect(await rows()).toMatchObject([{ id: all[0]!.id, status: 'queued' }]);
      await whatsapp.forget();
      await query('UPDATE outbound_message SET not_before = NULL');
      return { id: all[0]!.id, reminderIds: all.map(({ reminderId }) => reminderId) };
    }
    const ofMessage = async (id: string): Promise<unknown[]> => {
      const { wamidBlindIndex } = await services.database.outboundMessage.findUniqueOrThrow({
        where: { id },
      });
      const about = await services.database.transaction((tx) =>
        new FocusStore().ofMessage(tx, contactId, wamidBlindIndex ?? ''),
      );
      return about.map((subject) => subject.id);
    };

    it.each([
      [[0], 'two\n\nReminder: three', 'one'],
      [[1], 'one\n\nReminder: three', 'two'],
    ])('rings anew, alone: %j', async (gone, left, anew) => {
      const { id, reminderIds } = await digest();
      const undo = await takeBack(gone.map((at) => reminderIds[at]!));
      await handle(id);
      await undo();

      const [anewId = '', ...others] = await ring();
      await useUpDay(0);
      await handle(anewId);

      expect(others).toEqual([]);
      expect(await bodies()).toEqual([`Reminder: ${left}`, `Reminder: ${anew}`]);
      expect((await ofMessage(id)).toSorted()).toEqual(
        reminderIds.filter((_, at) => !gone.includes(at)).toSorted(),
      );
      expect(await ofMessage(anewId)).toEqual(gone.map((at) => reminderIds[at]));
    });

    it.each([
      ['that was not sent, since nothing was left of it', (id: string) => handle(id)],
      ['that was dropped with a "stop"', () => stopAndStart()],
    ])('rings anew: %s', async (_, drop) => {
      const { id, reminderIds } = await digest();
      const undo = await takeBack(reminderIds);
      await drop(id);
      expect(await rows()).toEqual([]);
      await undo();

      const anew = await ring();

      expect(anew).toHaveLength(3);
      await useUpDay(1);
      for (const anewId of anew) await handle(anewId);
      expect(await bodies()).toEqual(['Reminder: one\n\nReminder: two\n\nReminder: three']);
    });

    it('is told of at "start" when it was wanted all along', async () => {
      const { reminderIds } = await digest();

      await stop();
      expect(await ring()).toEqual([]);

      const told = (await start()) ?? [];

      expect(told.map((one) => one.id).toSorted()).toEqual(reminderIds.toSorted());
      expect(await ring()).toEqual([]);
    });
  });
});
