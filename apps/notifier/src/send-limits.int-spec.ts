import { Logger } from '@nestjs/common';

import { DelayJobError, RateLimitedError } from '#queues';
import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { OutboundHandler } from './outbound.handler.ts';

const phone = '16505551234';

describe('a limit on sends', () => {
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
  beforeEach(() => whatsapp.forget());
  afterEach(() => services.empty());

  function handlerWith(limits: Parameters<NotifierServices['sendingWith']>[0]): OutboundHandler {
    return services.handlerWith(whatsapp.settings, limits);
  }
  async function write(body: string, to = phone): Promise<string> {
    const contactId = await services.person({ phone: to });
    return services.database.transaction((tx) => services.outbound.write(tx, { contactId, body }));
  }

  it('of one person is told with the last message, and delays the next one by its time', async () => {
    const handler = handlerWith({ perPersonAndHour: 2 });
    for (const body of ['One', 'Two']) await handler.handle({ outboundId: await write(body) });

    const wait = await handler.handle({ outboundId: await write('Three') }).catch((error: unknown) => error);

    expect(await whatsapp.requests()).toMatchObject([
      { text: { body: 'One' } },
      {
        text: {
          body: 'Two\n\nThat is as much as I may write in an hour. I still do what you ask; my next answer comes in 60 minutes.',
        },
      },
    ]);
    expect(wait).toBeInstanceOf(DelayJobError);
    expect((wait as DelayJobError).delayMs / 60_000).toBeCloseTo(60, 0);
  });

  it('of the number makes the whole queue wait, for five seconds at most', async () => {
    const handler = handlerWith({ perMinute: 1 });
    await handler.handle({ outboundId: await write('One') });

    const wait = await handler
      .handle({ outboundId: await write('Two', '16505559999') })
      .catch((error: unknown) => error);

    expect(wait).toBeInstanceOf(RateLimitedError);
    expect((wait as RateLimitedError).retryAfterMs).toBe(5_000);
    expect(await whatsapp.requests()).toHaveLength(1);
  });
});
