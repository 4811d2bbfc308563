import { Logger } from '@nestjs/common';
import { DateTime } from 'luxon';

import { DueReminderStore } from '#data';

import { NotifierServices } from '../test/notifier-services.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

describe('the usual reminder of an event', () => {
  let services: NotifierServices;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  afterEach(() => services.empty());

  const scheduler = (): ReminderScheduler => {
    const { database, outbound, sealer, templates, queue } = services;
    const due = new DueReminderStore(sealer);
    return new ReminderScheduler(database, due, outbound, templates, queue, Infinity);
  };
  const zone = 'Europe/Berlin';
  /**
   * Of a daily event that begins in some minutes, and is due.
   *
   * @param quiet hours that begin so many hours from now, and last so long
   * @returns the hour that it was
   */
  const add = async (
    inMinutes: number,
    dueMinutesAgo: number,
    quiet: number,
    hours = 2,
  ): Promise<DateTime> => {
    const { contacts, database, sealer } = services;
    const { id: contactId } = await contacts.resolve({ phone: '16505551234' });
    const now = DateTime.now().setZone(zone);
    const from = now.plus({ hours: quiet }).hour * 60;
    const habits = { quiet: { from, until: (from + hours * 60) % 1_440 } };
    await database.contact.update({
      where: { id: contactId },
      data: { timezone: zone, habitsSealed: sealer.seal(JSON.stringify(habits)) },
    });
    const startsAt = now.plus({ minutes: inMinutes }).startOf('minute').toJSDate();
    const titleSealed = sealer.seal('gym');
    const series = { rule: 'FREQ=DAILY', timezone: zone };
    const { id: eventId } = await database.event.create({
      data: { contactId, titleSealed, startsAt, ...series },
    });
    const dueAt = now.minus({ minutes: dueMinutesAgo }).toJSDate();
    await database.reminder.create({
      data: {
        contactId,
        eventId,
        titleSealed,
        kind: 'event',
        dueAt,
        seriesStart: startsAt,
        leadMinutes: 15,
        ...series,
      },
    });
    return now.startOf('hour');
  };

  it('says when the event is, and rings before its next time', async () => {
    await add(15, 0, 6);

    await scheduler().fireDue();

    const [message] = await services.database.outboundMessage.findMany();
    const [next, ...others] = await services.database.reminder.findMany({ where: { firedAt: null } });
    expect(services.sealer.open(message?.bodySealed ?? '')).toMatch(
      /^Reminder: gym, (?:today|tomorrow) at \d+:\d\d [AP]M$/,
    );
    expect(message?.notBefore).toBeNull();
    expect(others).toEqual([]);
    expect(next).toMatchObject({ kind: 'event', leadMinutes: 15 });
    const event = await services.database.event.findFirst();
    const tomorrow = DateTime.fromJSDate(event?.startsAt ?? new Date(), { zone }).plus({
      days: 1,
      minutes: -15,
    });
    expect(next?.dueAt).toEqual(tomorrow.toJSDate());
  });

  it('that is late says when the event was, as it is read when the quiet hours end', async () => {
    await add(-10, 25, 0, 23);
    await scheduler().fireDue();

    const [message] = await services.database.outboundMessage.findMany();
    const event = await services.database.event.findFirst();
    const [start, read] = [event?.startsAt, message?.notBefore].map((at) =>
      DateTime.fromJSDate(at ?? new Date(0), { zone }).setLocale('en-US'),
    ) as [DateTime, DateTime];
    const day = start.hasSame(read, 'day') ? 'today' : start.toFormat('ccc d LLL');
    expect(services.sealer.open(message?.bodySealed ?? '')).toMatch(
      new RegExp(`^Reminder: gym, ${day} at ${start.toFormat('h:mm a')}\n`),
    );
  });

  it('says so of one that was asked for, too, if that is called like the event', async () => {
    await add(15, 0, 6);
    await services.database.reminder.updateMany({ data: { kind: 'reminder' } });
    const [asked] = await services.database.reminder.findMany();
    const { id: _, ...other } = asked!;
    await services.database.reminder.create({
      data: { ...other, titleSealed: services.sealer.seal('pack the bag') },
    });

    await scheduler().fireDue();

    const messages = await services.database.outboundMessage.findMany();
    expect(messages.map(({ bodySealed }) => services.sealer.open(bodySealed)).toSorted()).toEqual([
      expect.stringMatching(/^Reminder: gym, (?:today|tomorrow) at /),
      'Reminder: pack the bag',
    ]);
  });

  it('that is late waits for the end of the quiet hours', async () => {
    const begin = await add(-10, 25, 0);

    await scheduler().fireDue();

    const [message] = await services.database.outboundMessage.findMany();
    expect(message?.notBefore).toEqual(begin.plus({ hours: 2 }).toJSDate());
  });
});
