import { Logger } from '@nestjs/common';
import { DateTime } from 'luxon';

import { Database, DueReminderStore, OutboundStore, TemplateStore } from '#data';
import type { OutboundPayload, QueueProducer } from '#queues';
import { testSealer, waitUntil, withClockAhead } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

interface NewRow {
  contactId: string;
  kind: string;
  dueAt: Date;
  timezone: string | null;
  ring: number;
  rule: string;
  seriesStart: Date;
}

describe('ReminderScheduler', () => {
  let services: NotifierServices;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  afterEach(() => services.empty());

  const scheduler = (sendsPerSecond = Infinity): ReminderScheduler => {
    const { database, outbound, sealer, templates, queue } = services;
    const due = new DueReminderStore(sealer);
    return new ReminderScheduler(database, due, outbound, templates, queue, sendsPerSecond);
  };

  it('warns of due reminders whose key is missing, and of no others', async () => {
    const { database, outbound, sealer } = services;
    const queue = { enqueue: () => Promise.resolve() } as unknown as QueueProducer<OutboundPayload>;
    const schedulerWith = (reminders: DueReminderStore): ReminderScheduler =>
      new ReminderScheduler(database, reminders, outbound, services.templates, queue, Infinity);
    const { id: contactId } = await services.contacts.resolve({ phone: '16505551234' });
    const sealedBy = (keyId: string): string => testSealer(keyId).seal('water the plants');
    await database.reminder.createMany({
      data: [
        { contactId, titleSealed: sealedBy('gone'), dueAt: new Date(0) },
        // It is to ring anew.
        {
          contactId,
          titleSealed: sealedBy('gone'),
          dueAt: new Date(0),
          firedAt: new Date(),
          withdrawnAt: new Date(),
        },
        { contactId, titleSealed: sealedBy('gone'), dueAt: new Date(Date.now() + 3_600_000) },
        { contactId, titleSealed: sealer.seal('feed the cat'), dueAt: new Date(0) },
      ],
    });

    const without = schedulerWith(new DueReminderStore(sealer));
    expect(without.warning).toBeUndefined();
    await without.fireDue();
    expect(without.warning).toMatch(/not in ENCRYPTION_KEYS \(2\): put it back/);

    const withKey = schedulerWith(new DueReminderStore(testSealer('test', 'gone')));
    await withKey.fireDue();
    expect(withKey.warning).toBeUndefined();
    expect(await database.outboundMessage.count()).toBe(3);
  });

  describe('what rings', () => {
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    const rings = async (): Promise<{ body: string; reminderId: string; buttons: unknown }[]> => {
      const { database, sealer } = services;
      const rows = await database.outboundMessage.findMany({ orderBy: { id: 'asc' } });
      return rows.map(({ bodySealed, choicesSealed, reminderId }) => ({
        body: sealer.open(bodySealed),
        reminderId: reminderId ?? '',
        buttons: choicesSealed && (JSON.parse(sealer.open(choicesSealed)) as { buttons: unknown }).buttons,
      }));
    };
    const add = async (more: Partial<NewRow> = {}, title = 'call mom'): Promise<string> => {
      const contactId = more.contactId ?? (await services.contacts.resolve({ phone: '16505551234' })).id;
      const { id } = await services.database.reminder.create({
        data: {
          contactId,
          titleSealed: services.sealer.seal(title),
          dueAt: minutesAgo(1),
          timezone: 'Europe/Berlin',
          ...more,
        },
      });
      return id;
    };

    it('is nothing for somebody who said "stop", and a series goes on in silence', async () => {
      const { id: contactId } = await services.contacts.resolve({ phone: '16505551234' });
      await services.database.contact.update({ where: { id: contactId }, data: { stoppedAt: new Date() } });
      const titleSealed = services.sealer.seal('stretch');
      const series = { rule: 'FREQ=DAILY', seriesStart: minutesAgo(1), timezone: 'Europe/Berlin' };
      await services.database.reminder.createMany({
        data: [
          { contactId, titleSealed, dueAt: minutesAgo(1), ...series },
          { contactId, titleSealed, dueAt: minutesAgo(1), ring: 0 },
        ],
      });

      await scheduler().fireDue();

      expect(await rings()).toEqual([]);
      expect(await services.database.reminder.count({ where: { firedAt: null } })).toBe(1);
    });

    it('can be answered by a tap', async () => {
      const id = await add();

      await scheduler().fireDue();

      expect(await rings()).toEqual([
        {
          body: 'Reminder: call mom',
          reminderId: id,
          buttons: [
            { id: `rang-done-${id}`, title: 'Done' },
            { id: `rang-10-${id}`, title: '10 minutes' },
            { id: `rang-60-${id}`, title: '1 hour' },
          ],
        },
      ]);
      expect(services.queued).toHaveLength(1);
    });

    it('says that its words are lost when it has none, and keeps no other one from ringing', async () => {
      const [blank, other] = [await add({ dueAt: minutesAgo(3) }, ' '), await add({ dueAt: minutesAgo(2) })];

      await scheduler().fireDue();

      expect(await rings()).toMatchObject([
        { reminderId: blank, body: expect.stringContaining('I can no longer read what it was') },
        { reminderId: other, body: 'Reminder: call mom' },
      ]);
    });

    it('is out of date a day later by the clock of the database, whatever that of its process says', async () => {
      const { database } = services;
      await add({ dueAt: minutesAgo(2) });

      await withClockAhead(48 * 3_600_000, () => scheduler().fireDue());

      const [row] = await database.$queryRaw<{ hours: number }[]>`
        SELECT extract(epoch FROM expires_at - created_at)::float8 / 3600 AS hours FROM outbound_message`;
      expect(row!.hours).toBeCloseTo(24);
    });

    it('is told plainly when it cannot be told in the usual way, and keeps no other one from ringing', async () => {
      const { database, outbound, sealer, queue } = services;
      const reminders = new DueReminderStore(sealer);
      const odd = {
        take: async (...args: Parameters<DueReminderStore['take']>) => {
          const [first, ...others] = await reminders.take(...args);
          const event = {
            get startsAt(): Date {
              throw new RangeError('no such time');
            },
          };
          return [{ ...first, event }, ...others];
        },
        addNext: () => Promise.resolve(),
        countWithoutKey: () => Promise.resolve(0),
      } as unknown as DueReminderStore;
      await add({ dueAt: minutesAgo(3) }, 'water the plants');
      await add({ dueAt: minutesAgo(2) });

      await new ReminderScheduler(database, odd, outbound, services.templates, queue, Infinity).fireDue();

      expect(await rings()).toMatchObject([
        { body: 'Reminder: water the plants' },
        { body: 'Reminder: call mom' },
      ]);
    });

    it('is fewer at once when many take too long, until all have rung', async () => {
      const { database, sealer, templates, queue } = services;
      class SlowStore extends OutboundStore {
        override writeAll(...given: Parameters<OutboundStore['writeAll']>): Promise<string[]> {
          return given[1].length > 50
            ? Promise.reject(new Error('it took too long'))
            : super.writeAll(...given);
        }
      }
      const { id: contactId } = await services.contacts.resolve({ phone: '16505551234' });
      const titleSealed = sealer.seal('call mom');
      const due = { contactId, titleSealed, dueAt: minutesAgo(1) };
      await database.reminder.createMany({ data: Array.from({ length: 120 }, () => due) });
      const slow = new SlowStore(database, sealer);
      const one = new ReminderScheduler(
        database,
        new DueReminderStore(sealer),
        slow,
        templates,
        queue,
        Infinity,
      );

      for (let run = 0; run < 8; run++) await one.fireDue().catch(() => undefined);

      expect(await database.outboundMessage.count()).toBe(120);
    });

    it('every day rings once after each restart of the scheduler, and at its next time only the day after', async () => {
      const start = DateTime.fromJSDate(minutesAgo(1)).setZone('Europe/Berlin').startOf('minute');
      await add({ rule: 'FREQ=DAILY', seriesStart: start.toJSDate(), dueAt: start.toJSDate() });

      for (let restart = 0; restart < 3; restart++) await scheduler().fireDue();

      expect(await rings()).toHaveLength(1);
      const next = await services.database.reminder.findMany({ where: { firedAt: null } });
      expect(next.map(({ dueAt }) => dueAt)).toEqual([start.plus({ days: 1 }).toJSDate()]);
    });

    it('is a timer that is done', async () => {
      const [named, plain] = [
        await add({ kind: 'timer', dueAt: minutesAgo(2) }, 'pasta'),
        await add({ kind: 'timer' }, ''),
      ];

      await scheduler().fireDue();

      expect(await rings()).toMatchObject([
        { body: 'Timer: pasta is done', reminderId: named, buttons: [{ id: `rang-1-${named}` }, {}] },
        { body: 'Timer: time is up', reminderId: plain },
      ]);
      const [{ fallbackSealed } = { fallbackSealed: null }] =
        await services.database.outboundMessage.findMany();
      expect(services.sealer.open(fallbackSealed ?? '')).toContain('the pasta timer is done');
    });

    it('has no buttons below words that are too long for them', async () => {
      await add({}, 'x'.repeat(2_000));

      await scheduler().fireDue();

      expect(await rings()).toMatchObject([{ buttons: null }]);
    });

    it('says when it was due, in the time of the person, if that was more than five minutes ago', async () => {
      const words = (due: Date, zone: string): string =>
        DateTime.fromJSDate(due, { zone }).setLocale('en-US').toFormat("'on' ccc d LLL 'at' h:mm a");
      const longAgo = minutesAgo(3 * 24 * 60);
      await add({ dueAt: longAgo });
      await add({ dueAt: minutesAgo(30), timezone: null });
      await add({ dueAt: minutesAgo(4) });

      await scheduler().fireDue();

      expect((await rings()).map(({ body }) => body)).toEqual([
        `Reminder: call mom\nThis was due ${words(longAgo, 'Europe/Berlin')}.`,
        'Reminder: call mom\nThis was due 30 minutes ago.',
        'Reminder: call mom',
      ]);
    });

    it('rings again until it is done, and at the next time of its series from the beginning', async () => {
      const start = DateTime.now().setZone('Asia/Tokyo').minus({ minutes: 1 }).startOf('minute');
      const series = { rule: 'FREQ=DAILY', seriesStart: start.toJSDate(), timezone: 'Asia/Tokyo' };
      // Noon somewhere, whenever this runs, so that the day goes on.
      const noon = `Etc/GMT${start.toUTC().hour >= 12 ? '+' : '-'}${Math.abs(start.toUTC().hour - 12)}`;
      const { id: contactId } = await services.contacts.resolve({ phone: '16505551234' });
      await services.database.contact.update({ where: { id: contactId }, data: { timezone: noon } });
      const id = await add({ contactId, ...series, dueAt: start.toJSDate(), ring: 0 });

      await scheduler().fireDue();

      const next = await services.database.reminder.findMany({
        where: { firedAt: null },
        orderBy: { dueAt: 'asc' },
      });
      expect(next).toMatchObject([
        { ring: 1, againOfId: id, rule: null, contactId },
        {
          ring: 0,
          againOfId: null,
          rule: 'FREQ=DAILY',
          dueAt: start.plus({ days: 1 }).toJSDate(),
          timezone: 'Asia/Tokyo',
        },
      ]);
      const minutes = ((next[0]?.dueAt.getTime() ?? 0) - Date.now()) / 60_000;
      expect(Math.round(minutes)).toBe(10);
    });
  });

  describe('the pace', () => {
    const rang = (): Promise<number> => services.database.outboundMessage.count();
    async function addDue(count: number): Promise<void> {
      const { contacts, database, sealer } = services;
      const { id: contactId } = await contacts.resolve({ phone: '16505551234' });
      const due = { contactId, titleSealed: sealer.seal('call mom'), dueAt: new Date(0) };
      await database.reminder.createMany({ data: Array.from({ length: count }, () => due) });
    }

    it('is what can leave soon', async () => {
      await addDue(100);

      const paced = scheduler(4);
      // By a clock that stands still: on a busy machine, more may leave between the two.
      const now = performance.now.bind(performance);
      const atMs = now();
      performance.now = () => atMs;
      try {
        await paced.fireDue();
        await paced.fireDue();
      } finally {
        performance.now = now;
      }

      expect(await rang()).toBe(30);
    });

    it('lets all ring in the end', async () => {
      await addDue(1_200);

      const paced = scheduler(2_000);
      await waitUntil('all rang', async () => {
        await paced.fireDue();
        return (await rang()) === 1_200;
      });
    });

    it('does not keep what is due later from ringing at once when nothing else is due', async () => {
      const paced = scheduler(1);
      await addDue(10);
      await paced.fireDue();
      await addDue(1);

      await paced.fireDue();

      expect(await rang()).toBe(11);
    });

    it('is lower while enough wait to be sent', async () => {
      class FullOutbox extends OutboundStore {
        asked: unknown[] = [];
        override areWaiting(...given: unknown[]): Promise<boolean> {
          this.asked.push(given);
          return Promise.resolve(true);
        }
      }
      const { database, sealer, templates, queue } = services;
      const outbound = new FullOutbox(database, sealer);
      const due = new DueReminderStore(sealer);
      const paced = new ReminderScheduler(database, due, outbound, templates, queue, 400);
      await addDue(600);

      const startedAtMs = performance.now();
      await paced.fireDue();
      await waitUntil('the next ring', async () => {
        await paced.fireDue();
        return (await rang()) > 500;
      });

      expect(outbound.asked[0]).toEqual(['reminder', 1_500, 7_500]);
      // From its beginning, a batch of 500 at 0.4 of 400 a second lasts for three seconds; at the usual pace it would be less than one.
      expect(performance.now() - startedAtMs).toBeGreaterThan(3_000);
    });
  });

  it('rings each of ten thousand once that are due at once, when two of three schedulers die on the way', async () => {
    const { contacts, sealer, testDatabase, queue } = services;
    const { id: contactId } = await contacts.resolve({ phone: '16505551234' });
    await testDatabase.query(
      `INSERT INTO reminder (id, contact_id, title_sealed, due_at)
      SELECT gen_random_uuid(), $1, $2, now() - n * interval '1 millisecond' FROM generate_series(1, 10000) n`,
      [contactId, sealer.seal('call mom')],
    );
    /** Its connection breaks when everything of a batch is written, and nothing is committed. */
    class DyingStore extends OutboundStore {
      override async writeAll(...given: Parameters<OutboundStore['writeAll']>): Promise<string[]> {
        const ids = await super.writeAll(...given);
        await given[0].$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
        return ids;
      }
    }
    const databases = Array.from({ length: 3 }, () => new Database(testDatabase.url));
    const schedulers = databases.map((database, at) => {
      const outbound = new (at > 0 ? DyingStore : OutboundStore)(database, sealer);
      const templates = new TemplateStore(database);
      return new ReminderScheduler(
        database,
        new DueReminderStore(sealer),
        outbound,
        templates,
        queue,
        Infinity,
      );
    });

    const [first, ...others] = await Promise.allSettled(schedulers.map((one) => one.fireDue()));
    // What the dead ones held is free again.
    const allRang = async (): Promise<boolean> => {
      await schedulers[0]?.fireDue();
      return (await databases[0]?.outboundMessage.count()) === 10_000;
    };
    await waitUntil('all rang', allRang, 100_000);

    expect([first?.status, ...others.map(({ status }) => status)]).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const [counted] = await testDatabase.query<Record<string, number>>(
      `SELECT count(*)::int AS messages, count(DISTINCT reminder_id)::int AS reminders,
        (SELECT count(*)::int FROM reminder WHERE fired_at IS NULL) AS left FROM outbound_message`,
    );
    expect(counted).toEqual({ messages: 10_000, reminders: 10_000, left: 0 });
    expect(new Set(services.queued).size).toBe(10_000);
    await Promise.all(databases.map((database) => database.$disconnect()));
  });
});
