import { Logger } from '@nestjs/common';
import { DateTime } from 'luxon';

import { type Habits, type NewOutbound, type ReminderKind } from '#data';
import { DelayJobError } from '#queues';
import { letWrite, SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

const zone = 'Europe/Berlin';
const hour = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * hour);

/** Whatever the hour is at which this runs: the person's quiet hours began an hour ago. */
describe('in quiet hours', () => {
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
    contactId = (await services.contacts.resolve({ phone: '4915112345678' })).id;
    await letWrite(services.testDatabase, contactId);
    await choose({});
  });
  afterEach(() => services.empty());

  const now = DateTime.now().setZone(zone);
  const minuteOf = (at: DateTime): number => at.hour * 60 + at.minute;
  const quiet = { from: minuteOf(now.minus({ hours: 1 })), until: minuteOf(now.plus({ hours: 2 })) };
  const choose = (habits: Habits) =>
    services.database.contact.update({
      where: { id: contactId },
      data: { timezone: zone, habitsSealed: services.sealer.seal(JSON.stringify({ quiet, ...habits })) },
    });
  /** What rang three hours ago, before the quiet hours, and has waited in the outbox since. */
  async function waiting(
    kind: ReminderKind,
    { ring, ...message }: Partial<NewOutbound> & { ring?: number } = {},
  ): Promise<string> {
    const { database, sealer, outbound } = services;
    const { id: reminderId } = await database.reminder.create({
      data: {
        contactId,
        kind,
        ring,
        titleSealed: sealer.seal('call mom'),
        dueAt: hoursAgo(3),
        firedAt: hoursAgo(3),
        timezone: zone,
      },
    });
    const more = { body: 'Reminder: call mom', ...message } as { body: string };
    const id = await database.transaction((tx) =>
      outbound.write(tx, { contactId, reminderId, purpose: 'reminder', ...more }),
    );
    await database.outboundMessage.update({ where: { id }, data: { createdAt: hoursAgo(3) } });
    return id;
  }
  /** They were used up until an hour ago, and are again with the next one. */
  const useUpDay = () =>
    services.testDatabase.query(
      `INSERT INTO recipient_limit AS p (contact_id, debt_until, burst_since, hour_log, day_log)
        VALUES ($1, now(), now(), '{}', ARRAY[now() - interval '25 hours', now() - interval '10 hours'])
        ON CONFLICT (contact_id) DO UPDATE SET day_log = EXCLUDED.day_log`,
      [contactId],
    );
  const handle = (outboundId: string): Promise<unknown> =>
    handler.handle({ outboundId, purpose: 'reminder' }).catch((error: unknown) => error);
  const row = (id: string) => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const sent = async (): Promise<number> => (await whatsapp.requests()).length;
  const end = (): string => now.plus({ hours: 2 }).toFormat('HH:mm');

  async function expectHeld(id: string): Promise<void> {
    expect(await handle(id)).toBeInstanceOf(DelayJobError);
    expect(await sent()).toBe(0);
    const { notBefore, ...message } = await row(id);
    expect(message).toMatchObject({ status: 'queued', sendAttempts: 0, parkedAt: null, sendingSince: null });
    expect(DateTime.fromJSDate(notBefore ?? new Date(0), { zone }).toFormat('HH:mm')).toBe(end());
    // It counts for none of the person's limits.
    const [person] = await services.database.recipientLimit.findMany();
    expect(person?.hourLog ?? []).toEqual([]);
  }

  it('what was to ring before them at a time that we chose waits for their end, in words that are right then', async () => {
    const id = await waiting('event');

    await expectHeld(id);

    expect(services.sealer.open((await row(id)).bodySealed)).toMatch(/^Reminder: call mom\nThis was due /);
    await services.testDatabase.query('UPDATE outbound_message SET not_before = now()');
    await choose({ quiet: null });
    expect(await handle(id)).toBeUndefined();
    expect(await sent()).toBe(1);
  });

  it.each<[string, ReminderKind, number | undefined]>([
    ['the agenda', 'agenda', undefined],
    ['the look at the week', 'preview', undefined],
    ['a further ring of what is not done', 'reminder', 1],
  ])('so does %s', async (_, kind, ring) => {
    await expectHeld(await waiting(kind, { ring }));
  });

  it.each<[string, ReminderKind, Habits]>([
    ['a reminder', 'reminder', {}],
    ['a timer', 'timer', {}],
    ['what comes as long before events as the person said', 'event', { leadTimes: [60] }],
    ['the agenda at the hour that the person named', 'agenda', { agenda: 1_260 }],
  ])('what comes at a time that the person named rings: %s', async (_, kind, habits) => {
    await choose(habits);

    expect(await handle(await waiting(kind))).toBeUndefined();

    expect(await sent()).toBe(1);
  });

  it('what had to wait for the next day waits for their end, whoever chose its time', async () => {
    const ids = [await waiting('reminder'), await waiting('reminder')];
    await useUpDay();

    await expectHeld(ids[0]!);

    await services.testDatabase.query('UPDATE outbound_message SET not_before = now()');
    await choose({ quiet: null });
    expect(await handle(ids[0]!)).toBeUndefined();
    expect(await services.database.outboundMessage.count({ where: { status: 'queued' } })).toBe(0);
  });

  it('nobody is told by a template at night that such a thing waits for them', async () => {
    await services.testDatabase.query("UPDATE inbound_message SET sent_at = now() - interval '25 hours'");

    await expectHeld(await waiting('event'));

    expect(services.queued).toEqual([]);
  });

  it('what waited for the person to write reaches them once they do', async () => {
    const id = await waiting('event');
    await services.testDatabase.query('UPDATE outbound_message SET released_at = now()');

    expect(await handle(id)).toBeUndefined();
    expect(await sent()).toBe(1);
  });
});
