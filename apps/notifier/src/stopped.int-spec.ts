import { Logger } from '@nestjs/common';

import { SimulatedWhatsApp } from '#testing';

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
