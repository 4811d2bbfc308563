import { Logger } from '@nestjs/common';

import { ReminderStore } from '#data';
import type { OutboundPayload, QueueProducer } from '#queues';
import { testSealer } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';

describe('ReminderScheduler', () => {
  let services: NotifierServices;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  afterEach(() => services.empty());

  it('warns of due reminders whose key is missing, and of no others', async () => {
    const { database, outbound, sealer } = services;
    const queue = { enqueue: () => Promise.resolve() } as unknown as QueueProducer<OutboundPayload>;
    const schedulerWith = (reminders: ReminderStore): ReminderScheduler =>
      new ReminderScheduler(database, reminders, outbound, queue);
    const { id: contactId } = await services.contacts.resolve({ phone: '16505551234' });
    const sealedBy = (keyId: string): string => testSealer(keyId).seal('water the plants');
    await database.reminder.createMany({
      data: [
        { contactId, titleSealed: sealedBy('gone'), dueAt: new Date(0) },
        { contactId, titleSealed: sealedBy('gone'), dueAt: new Date(Date.now() + 3_600_000) },
        { contactId, titleSealed: sealer.seal('feed the cat'), dueAt: new Date(0) },
      ],
    });

    const without = schedulerWith(new ReminderStore(sealer));
    expect(without.warning).toBeUndefined();
    await without.fireDue();
    expect(without.warning).toMatch(/not in ENCRYPTION_KEYS \(1\): put it back/);

    const withKey = schedulerWith(new ReminderStore(testSealer('test', 'gone')));
    await withKey.fireDue();
    expect(withKey.warning).toBeUndefined();
  });
});
