import { freePort } from '#platform';
import { SimulatedWhatsApp, waitUntil } from '#testing';

import { GraphClient, type TextMessage } from './graph.client.ts';
import { GraphError } from './graph-error.ts';

const message: TextMessage = {
  to: { phone: '16505551234', bsuid: 'US.13491208655302741918' },
  body: 'Grüße 😀 https://example.com',
  callbackData: '0190b3a4-0000-7000-8000-000000000000',
};
const { to, callbackData } = message;

describe('GraphClient', () => {
  let whatsapp: SimulatedWhatsApp;

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());
  beforeEach(() => whatsapp.forget());

  const client = (changes: { apiBaseUrl?: string; timeoutMs?: number } = {}): GraphClient =>
    new GraphClient({ ...whatsapp.settings, ...changes }, changes.timeoutMs ?? 60_000);

  async function failure(sending: Promise<string>): Promise<GraphError> {
    const error: unknown = await sending.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(GraphError);
    return error as GraphError;
  }

  it('sends a text', async () => {
    const wamid = await client().sendText(message);

    expect((await whatsapp.client.books()).sends.map((send) => send.wamid)).toEqual([wamid]);
    expect(await whatsapp.requests()).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+16505551234',
        type: 'text',
        text: { body: 'Grüße 😀 https://example.com', preview_url: false },
        biz_opaque_callback_data: '0190b3a4-0000-7000-8000-000000000000',
      },
    ]);
  });

  it('addresses a person without a phone number by their user id', async () => {
    await client().sendText({ ...message, to: { bsuid: 'US.13491208655302741918' } });

    const [request] = await whatsapp.requests();
    expect(request).toMatchObject({ recipient: 'US.13491208655302741918' });
    expect(request).not.toHaveProperty('to');
  });

  it('sends a template with the values that fill it', async () => {
    await whatsapp.addTemplate('order_confirmation', {
      type: 'BODY',
      text: 'Thank you for your order, {{1}}! We will let you know when it is on its way.',
      example: { body_text: [['Pablo']] },
    });
    const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Jessica' }] }];
    const template = { name: 'order_confirmation', language: 'en_US', components };

    await client().sendTemplate({ to, callbackData, template });

    expect(await whatsapp.requests()).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+16505551234',
        type: 'template',
        template: { name: 'order_confirmation', language: { code: 'en_US' }, components },
        biz_opaque_callback_data: callbackData,
      },
    ]);
  });

  it('sends a template without values without components', async () => {
    await whatsapp.addTemplate('office_hours', { type: 'BODY', text: 'We are open again.' });
    const template = { name: 'office_hours', language: 'en_US', components: [] };

    await client().sendTemplate({ to, callbackData, template });

    const [request] = await whatsapp.requests();
    expect(request?.template).toEqual({ name: 'office_hours', language: { code: 'en_US' } });
  });

  it("passes WhatsApp's code on when it refuses", async () => {
    await whatsapp.client.setFaults({ sends: { code: 131_026, times: 1 } });

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'refused', code: 131_026 });
  });

  it('takes the page of a gateway for no answer', async () => {
    await whatsapp.client.setFaults({ sends: { status: 502, graphBody: false, times: 1 } });

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
  });

  it('does not know whether it was sent when the answer takes too long', async () => {
    let timeoutMs = 100;
    // It has to arrive in that time, for which a busy machine needs longer.
    await waitUntil('it has arrived', async () => {
      await whatsapp.client.setFaults({ sends: { status: 'silent', times: 1 } });
      timeoutMs *= 2;
      expect(await failure(client({ timeoutMs }).sendText(message))).toMatchObject({ outcome: 'unknown' });
      return (await whatsapp.requests()).length > 0;
    });
  });

  it('does not know whether it was sent when the connection breaks', async () => {
    await whatsapp.client.setFaults({ sends: { status: 'cut', times: 1 } });

    expect(await failure(client().sendText(message))).toMatchObject({ outcome: 'unknown' });
    expect(await whatsapp.requests()).toHaveLength(1);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const apiBaseUrl = `http://127.0.0.1:${await freePort()}`;

    expect(await failure(client({ apiBaseUrl }).sendText(message))).toMatchObject({ outcome: 'not sent' });
  });

  it('tells neither the recipient nor the words nor the token when it fails', async () => {
    await whatsapp.client.setFaults({ sends: { status: 'cut', times: 1 } });

    const { message: told, stack } = await failure(client().sendText(message));

    expect(`${told} ${stack}`).not.toMatch(/16505551234|Grüße|test-token|US\.1349/);
  });
});
