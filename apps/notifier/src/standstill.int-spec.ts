import { EventEmitter, once } from 'node:events';

import { Logger } from '@nestjs/common';

import { DelayJobError } from '#queues';
import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import { OutboundHandler } from './outbound.handler.ts';
import type { Parking } from './parking.service.ts';

describe('a process that stood still after it had marked a message as being sent', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let contactId: string;
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
    contactId = await services.person({ phone: '16505551234' });
    outboundId = await write('Hello!');
  });
  afterEach(() => services.empty());

  const write = (body: string): Promise<string> =>
    services.database.transaction((tx) => services.outbound.write(tx, { contactId, body }));
  const row = () => services.database.outboundMessage.findUniqueOrThrow({ where: { id: outboundId } });
  const handle = (): Promise<void> => services.handlerWith(whatsapp.settings).handle({ outboundId });
  const texts = async () => (await whatsapp.requests()).map(({ text }) => text?.body);
  const { now } = Date;
  /** Longer than a send may stand still; by default, also longer than tests let it. */
  const standStill = (ms = 5 * 60_000): void => void (Date.now = () => now() + ms);
  const handlerThat = (isNeedless: () => Promise<boolean>, Kind?: typeof OutboundHandler): OutboundHandler =>
    services.handlerWith(whatsapp.settings, {}, { isNeedless } as unknown as Parking, Kind);
  /** @param meanwhile what others do */
  async function handleStandingStill(meanwhile: () => Promise<void>): Promise<void> {
    const slow = handlerThat(async () => {
      await meanwhile();
      standStill(4_500);
      return false;
    }, OutboundHandler);
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

  it('takes nothing along while another one sends it that has taken it for lost', async () => {
    const { database } = services;
    const transaction = database.transaction.bind(database);
    const laterId = await write('Bye!');
    const signals = new EventEmitter();
    const other = handlerThat(async () => {
      signals.emit('taken');
      await once(signals, 'awake');
      return false;
    });
    let sent: Promise<void> | undefined;
    // It is about to take along what waits behind it.
    database.transaction = async (work) => {
      database.transaction = transaction;
      await services.letSendBeLost(outboundId);
      const taken = once(signals, 'taken');
      sent = other.handle({ outboundId });
      await Promise.race([taken, sent]);
      standStill();
      return database.transaction(work);
    };
    await services
      .handlerWith(whatsapp.settings, { perPersonAndHour: 1 })
      .handle({ outboundId })
      .finally(() => (Date.now = now));
    signals.emit('awake');
    await sent;

    await services.handlerWith(whatsapp.settings).handle({ outboundId: laterId });

    expect(await texts()).toEqual(['Hello!', 'Bye!']);
  });

  it('puts it back, and counts nothing, when no other one has taken it', async () => {
    await expect(handleStandingStill(() => Promise.resolve())).rejects.toBeInstanceOf(DelayJobError);

    expect(await row()).toMatchObject({ status: 'queued', sendAttempts: 0 });
    await handle();
    expect(await whatsapp.requests()).toHaveLength(1);
  });
});
