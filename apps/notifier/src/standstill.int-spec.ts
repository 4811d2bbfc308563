import { Logger } from '@nestjs/common';

import { DelayJobError } from '#queues';
import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { Parking } from './parking.service.ts';

describe('a process that stood still after it had marked a message as being sent', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let outboundId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    const contactId = await services.person({ phone: '16505551234' });
    outboundId = await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, body: 'Hello!' }),
    );
  });
  afterEach(() => services.empty());

  const row = () => services.database.outboundMessage.findUniqueOrThrow({ where: { id: outboundId } });
  const handle = (): Promise<void> => services.handlerWith(whatsapp.settings).handle({ outboundId });
  /** @param meanwhile what others do */
  async function handleStandingStill(meanwhile: () => Promise<void>): Promise<void> {
    const { now } = Date;
    const isNeedless = async (): Promise<boolean> => {
      await meanwhile();
      Date.now = () => now() + 15_000;
      return false;
    };
    const slow = services.handlerWith(whatsapp.settings, {}, { isNeedless } as unknown as Parking);
    await slow.handle({ outboundId }).finally(() => (Date.now = now));
  }

  it('does not send it when another one has taken it for lost', async () => {
    await handleStandingStill(async () => {
      await services.letSendBeLost(outboundId);
      await handle();
    });

    expect(await whatsapp.requests()).toHaveLength(1);
    expect((await row()).status).toBe('accepted');
  });

  it('puts it back, and counts nothing, when no other one has taken it', async () => {
    await expect(handleStandingStill(() => Promise.resolve())).rejects.toBeInstanceOf(DelayJobError);

    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0 });
    await handle();
    expect(await whatsapp.requests()).toHaveLength(1);
  });
});
