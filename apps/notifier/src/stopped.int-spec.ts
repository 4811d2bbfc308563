import { Logger } from '@nestjs/common';

import { DueReminderStore, StopStore } from '#data';
import { SimulatedWhatsApp, waitUntil } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';

describe('somebody who said "stop"', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  afterEach(() => services.empty());

  it('gets answers, and nothing else, even when it was written at the same moment', async () => {
    const contactId = await services.person({ phone: '16505581234' });
    const ids = await services.database.transaction((tx) =>
      services.outbound.writeAll(tx, [
        { contactId, body: 'Reminder: call mom', purpose: 'reminder' },
        { contactId, body: 'An offer', purpose: 'bulk' },
        { contactId, body: 'An answer' },
      ]),
    );
    await services.database.contact.update({ where: { id: contactId }, data: { stoppedAt: new Date() } });
    const handler = services.handlerWith(whatsapp.settings);

    for (const outboundId of ids) await handler.handle({ outboundId });

    expect(await whatsapp.requests()).toMatchObject([{ text: { body: 'An answer' } }]);
    expect(await services.database.outboundMessage.findMany()).toMatchObject([{ id: ids[2] }]);
  });

  it('is told at "start" of what was to ring at that very moment', async () => {
    const { database, sealer, testDatabase } = services;
    const stops = new StopStore(sealer);
    const contactId = await services.person({ phone: '16505581236' });
    await database.transaction((tx) => stops.stop(tx, contactId));
    await database.reminder.create({
      data: { contactId, titleSealed: sealer.seal('call mom'), dueAt: new Date(0) },
    });
    let isTold = false;
    let told: Promise<unknown> = Promise.resolve();
    const patient = { maxWait: 60_000, timeout: 120_000 };

    await database.$transaction(async (tx) => {
      expect(await new DueReminderStore(sealer).take(tx, 10)).toMatchObject([{ isStopped: true }]);
      told = database
        .$transaction((other) => stops.start(other, contactId), patient)
        .finally(() => (isTold = true));
      const waits =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      await waitUntil('it was looked for, or that waits', async () => {
        return isTold || (await testDatabase.query(waits)).length > 0;
      });
    }, patient);

    expect(await told).toMatchObject([{ title: 'call mom' }]);
  });

  it('gets no reminder again of which it is not known whether it arrived: it is given up at once', async () => {
    await whatsapp.forget();
    const contactId = await services.person({ phone: '16505581235' });
    const outboundId = await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, body: 'Reminder: call mom', purpose: 'reminder' }),
    );
    await services.sending.start(outboundId);
    await services.letSendBeLost(outboundId);
    await services.database.contact.update({ where: { id: contactId }, data: { stoppedAt: new Date() } });

    await services.handlerWith(whatsapp.settings).handle({ outboundId });

    expect(await services.database.outboundMessage.findUnique({ where: { id: outboundId } })).toMatchObject({
      status: 'failed',
      failure: 'the person wants no more messages',
    });
    expect(await whatsapp.requests()).toEqual([]);
  });
});
