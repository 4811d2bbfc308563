import { Logger } from '@nestjs/common';

import { DelayJobError } from '#queues';
import { newWamid, SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { OutboundHandler } from './outbound.handler.ts';

const template = {
  name: 'order_confirmation',
  language: 'en_US',
  components: [{ type: 'body', parameters: [{ type: 'text', text: 'Jessica' }] }],
};
const justNow = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 60_000);

describe('sending obeys what WhatsApp said', () => {
  let services: NotifierServices;
  let handler: OutboundHandler;
  let whatsapp: SimulatedWhatsApp;
  let contactId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
    const body = {
      type: 'BODY',
      text: 'Thank you for your order, {{1}}! We will let you know when it is on its way.',
      example: { body_text: [['Pablo']] },
    };
    await whatsapp.addTemplate('order_confirmation', body);
    await whatsapp.addTemplate('receipt', body);
    handler = services.handlerWith(whatsapp.settings);
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(async () => {
    await whatsapp.forget();
    contactId = await services.person({ phone: '16505551234' });
  });
  afterEach(() => services.empty());

  const write = (content: { body: string } | { template: typeof template } = { template }): Promise<string> =>
    services.database.transaction((tx) => services.outbound.write(tx, { contactId, ...content }));
  const rowOf = (id: string) => services.database.outboundMessage.findUniqueOrThrow({ where: { id } });
  const handle = (outboundId: string): Promise<void> => handler.handle({ outboundId });
  const failed = (outboundId: string, code: number): Promise<void> =>
    services.statusHandler.handle({
      messageKey: 'key',
      wamid: newWamid(),
      status: 'failed',
      occurredAt: justNow.getTime() / 1_000,
      callbackData: outboundId,
      errorCode: code,
    });
  const contact = () => services.database.contact.findUniqueOrThrow({ where: { id: contactId } });
  const theTemplate = () => services.database.messageTemplate.findFirst();

  it.each([
    ['that we know nothing of', undefined],
    ['that is approved', { status: 'APPROVED', category: 'UTILITY' }],
    ['of which only the quality is known', { quality: 'RED' }],
    ['of marketing, to somebody who wants it', { status: 'APPROVED', category: 'MARKETING' }],
  ])('and sends a template %s', async (_, facts) => {
    if (facts) await services.templates.learn(template, facts, justNow);
    const id = await write();

    await handle(id);

    expect(await whatsapp.requests()).toMatchObject([
      {
        to: '+16505551234',
        type: 'template',
        template: {
          name: 'order_confirmation',
          language: { code: 'en_US' },
          components: template.components,
        },
        biz_opaque_callback_data: id,
      },
    ]);
    expect((await rowOf(id)).status).toBe('accepted');
  });

  it.each([
    ['PAUSED', { status: 'queued' }],
    ['REJECTED', { status: 'queued' }],
    ['PENDING', { status: 'queued' }],
    ['SOMETHING_NEW', { status: 'queued' }],
    ['DISABLED', { status: 'failed', errorCode: 132_016 }],
  ])('and sends no template that is %s, also when the message was written before', async (status, left) => {
    await services.templates.learn(template, { status: 'APPROVED' }, justNow);
    const id = await write();
    await services.templates.learn(
      { ...template, language: 'en-US' },
      { status },
      new Date(justNow.getTime() + 1_000),
    );

    for (let times = 0; times < 2; times++) {
      const error = await handle(id).catch((reason: unknown) => reason);
      // Kept until it can be used again.
      if (left.status === 'queued') expect(error).toBeInstanceOf(DelayJobError);
      else expect(error).toBeUndefined();
    }

    expect(await whatsapp.requests()).toEqual([]);
    expect(await rowOf(id)).toMatchObject(left);
  });

  it('and sends a template again once it is approved again', async () => {
    await services.templates.learn(template, { status: 'PAUSED' }, justNow);
    await services.templates.learn(template, { status: 'APPROVED' }, new Date(justNow.getTime() + 1_000));

    await handle(await write());

    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('and sends no marketing to somebody who stopped it, but everything else', async () => {
    await services.templates.learn(template, { status: 'APPROVED', category: 'MARKETING' }, justNow);
    await services.templates.learn(
      { ...template, name: 'receipt' },
      { status: 'APPROVED', category: 'UTILITY' },
      justNow,
    );
    const advert = await write();
    await services.marketing.recordStop(contactId, justNow);

    await handle(advert);
    await handle(await write({ template: { ...template, name: 'receipt' } }));
    await handle(await write({ body: 'Hello!' }));

    expect(await whatsapp.requests()).toMatchObject([
      { template: { name: 'receipt' } },
      { text: { body: 'Hello!' } },
    ]);
    expect(await rowOf(advert)).toMatchObject({ status: 'failed', errorCode: 131_050 });
  });

  describe('in the error of a message', () => {
    async function failsBy(by: string, id: string, code: number): Promise<void> {
      if (by === 'a status') return failed(id, code);
      await whatsapp.client.setFaults({ sends: { code, times: 1 } });
      await expect(handle(id)).rejects.toThrow(String(code));
    }

    it.each(['the answer', 'a status'])('that says that the person stopped marketing (%s)', async (by) => {
      const id = await write();
      await failsBy(by, id, 131_050);

      expect((await contact()).marketingStoppedAt).not.toBeNull();
    });

    it.each([
      ['the answer', 132_015, 'PAUSED'],
      ['a status', 132_015, 'PAUSED'],
      ['the answer', 132_016, 'DISABLED'],
      ['a status', 132_016, 'DISABLED'],
    ])('that says that the template may not be used (%s, %i)', async (by, code, status) => {
      const id = await write();
      await failsBy(by, id, code);
      expect(await theTemplate()).toMatchObject({ name: 'order_confirmation', language: 'en_US', status });

      await whatsapp.forget();
      // The repetition of what failed just now is still to come.
      await services.database.outboundMessage.deleteMany();
      const next = await write();
      await handle(next).catch(() => undefined);

      expect(await whatsapp.requests()).toEqual([]);
      expect((await rowOf(next)).status).toBe(status === 'PAUSED' ? 'queued' : 'failed');
    });

    it('that is older than the newest word about it changes nothing', async () => {
      await services.templates.learn(template, { status: 'APPROVED' }, new Date(justNow.getTime() + 1_000));
      await services.marketing.recordResume(contactId, new Date(justNow.getTime() + 1_000));
      const id = await write();

      await failed(id, 132_015);
      await failed(id, 131_050);

      expect(await theTemplate()).toMatchObject({ status: 'APPROVED' });
      expect((await contact()).marketingStoppedAt).toBeNull();
    });

    it('that is text and no template touches no template', async () => {
      await failed(await write({ body: 'Hello!' }), 132_015);

      expect(await theTemplate()).toBeNull();
    });
  });

  it('and repeats a template message as such', async () => {
    const id = await write();
    await services.sending.start(id);
    await failed(id, 131_000);
    const retry = await services.database.outboundMessage.findFirstOrThrow({ where: { retryOfId: id } });
    await services.database.outboundMessage.update({ where: { id: retry.id }, data: { notBefore: null } });

    await handle(retry.id);

    expect(await whatsapp.requests()).toMatchObject([
      { template: { name: 'order_confirmation', components: template.components } },
    ]);
  });
});
