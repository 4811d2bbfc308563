import { Logger } from '@nestjs/common';

import { InboundStore, LeaseStore, TurnStore } from '#data';
import { SimulatedWhatsApp } from '#testing';
import { GraphClient } from '#whatsapp';

import { NotifierServices } from '../test/notifier-services.ts';
import { TypingHandler } from './typing.handler.ts';

const phone = '16505551234';

describe('TypingHandler', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;
  let handler: TypingHandler;
  let wamid: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    handler = handlerOf(whatsapp.url);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    ({ wamid } = await whatsapp.client.say('What do I have today?', { phone }));
    await inbound().record({ wamid, from: { phone }, kind: 'text', sentAt: new Date() });
  });
  afterEach(() => services.empty());

  function inbound(): InboundStore {
    const { database, contacts, sealer } = services;
    const turns = new TurnStore(database, contacts, new LeaseStore(database), sealer);
    return new InboundStore(database, contacts, turns, sealer);
  }
  const handlerOf = (apiBaseUrl: string): TypingHandler =>
    new TypingHandler(inbound(), new GraphClient({ ...whatsapp.settings, apiBaseUrl }, 60_000));
  const messageKey = (): string => services.sealer.blindIndex('wamid', wamid);
  const reads = async () => (await whatsapp.client.books()).reads;

  it('shows that an answer is being written', async () => {
    await handler.handle({ messageKey: messageKey(), askedAt: Date.now() });

    expect(await reads()).toEqual([expect.objectContaining({ wamid, typing: true })]);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    [
      'it was answered meanwhile',
      () => services.testDatabase.query('UPDATE inbound_message SET handled_at = now()'),
      0,
    ],
    ['it comes too late', () => Promise.resolve(), 20_000],
    ['the message is not known', () => services.testDatabase.query('DELETE FROM inbound_message'), 0],
  ])('shows nothing when %s', async (_, happen, agoMs) => {
    await happen();

    await handler.handle({ messageKey: messageKey(), askedAt: Date.now() - agoMs });

    expect(await reads()).toEqual([]);
  });

  it('is content when WhatsApp does not take it', async () => {
    const away = handlerOf('http://127.0.0.1:1');

    await expect(away.handle({ messageKey: messageKey(), askedAt: Date.now() })).resolves.toBeUndefined();
  });
});
