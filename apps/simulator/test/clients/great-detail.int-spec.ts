import 'reflect-metadata';

import { Client, MessageType } from '@great-detail/whatsapp';

import { sampleFiles, waitUntil } from '#testing';

import { ClientScene, person, template, templateValues, templateWords } from './client-scene.ts';

let scene: ClientScene;
let client: Client;
let phoneNumberID: string;
let businessAccountID: string;

const clientWith = (token: string): Client =>
  new Client({
    prefixUrl: scene.simulator.url,
    request: { headers: { authorization: `Bearer ${token}` }, retry: 0 },
  });

beforeEach(async () => {
  scene = await ClientScene.set();
  phoneNumberID = scene.simulator.phoneNumberId;
  businessAccountID = scene.simulator.businessAccountId;
  client = clientWith(scene.simulator.token);
});
afterEach(() => scene.close());

describe('@great-detail/whatsapp', () => {
  it('sends a text', async () => {
    const answer = await client.message
      .createMessage({ phoneNumberID, to: person, type: MessageType.Text, text: { body: 'Hello!' } })
      .json();

    const [send] = (await scene.client.books()).sends;
    expect(send).toMatchObject({ wamid: answer.messages[0]?.id, to: '16505551234', body: 'Hello!' });
  });

  it('sends a template', async () => {
    await client.message.createMessage({
      phoneNumberID,
      to: person,
      type: MessageType.Template,
      template: {
        name: template.name,
        language: { code: template.language },
        components: templateValues,
      },
    });

    expect((await scene.client.books()).sends[0]?.body).toContain(templateWords);
  });

  it('sends buttons', async () => {
    await client.message.createMessage({
      phoneNumberID,
      to: person,
      type: MessageType.Interactive,
      interactive: {
        type: 'button',
        body: { text: 'When shall we come?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'now', title: 'Now' } }] },
      },
    });

    expect(await scene.lastRequest()).toMatchObject({ interactive: { type: 'button' } });
  });

  it('sends a file up, sends it on, and gets it down again', async () => {
    const file = new Blob([sampleFiles.png], { type: 'image/png' });
    const { id } = await client.media
      .upload({ phoneNumberID, file, filename: 'a.png', mimeType: 'image/png' })
      .json();
    await client.message.createMessage({ phoneNumberID, to: person, type: MessageType.Image, image: { id } });
    expect(await scene.lastRequest()).toMatchObject({ image: { id } });

    const { url } = await client.media.getURL({ mediaID: id, phoneNumberID }).json();
    const headers = { authorization: `Bearer ${scene.simulator.token}` };
    const answer = await client.media.download({ mediaURL: url, request: { headers } });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(sampleFiles.png);

    expect(await client.media.delete({ mediaID: id, phoneNumberID }).json()).toEqual({ success: true });
  });

  it('marks as read, and shows that it types', async () => {
    const status = { status: 'read', message_id: scene.wamid, typing_indicator: { type: 'text' } } as const;

    expect(await client.message.createStatus({ phoneNumberID, ...status }).json()).toEqual({ success: true });
    expect((await scene.client.books()).reads).toMatchObject([{ wamid: scene.wamid, typing: true }]);
  });

  it('lists templates, numbers and subscriptions', async () => {
    const templates = await client.template.list(businessAccountID, { fields: ['name', 'status'] }).json();
    expect(templates.data).toContainEqual(
      expect.objectContaining({ name: 'order_confirmation', status: 'APPROVED' }),
    );
    const numbers = await client.phoneNumbers.listPhoneNumbers({ businessAccountID }).json();
    expect(numbers.data).toMatchObject([{ id: phoneNumberID }]);
    await client.subscribedApps.createSubscription({ businessAccountID });
    const { data } = await client.subscribedApps.listSubscriptions({ businessAccountID }).json();
    expect(data).toHaveLength(1);
  });

  it('rejects with the answer when the request is refused', async () => {
    const text = { phoneNumberID, to: person, type: MessageType.Text, text: { body: 'Hello!' } } as const;
    await scene.client.setFaults({ sends: { code: 131_056, times: 1 } });
    await expect(client.message.createMessage(text)).rejects.toMatchObject({
      name: 'HTTPError',
      response: { status: 400 },
    });

    await expect(clientWith('stolen').message.createMessage(text)).rejects.toMatchObject({
      response: { status: 401 },
    });
  });

  it('tries again by itself when it is out of order', async () => {
    await scene.client.setFaults({ sends: { status: 500, times: 1 } });

    await client.message.createMessage({
      phoneNumberID,
      to: person,
      type: MessageType.Text,
      text: { body: 'Hello!' },
      request: { retry: { limit: 1, methods: ['post'], delay: () => 1 } },
    });

    expect((await scene.client.books()).sends).toHaveLength(1);
  });

  it('takes the webhooks for genuine', async () => {
    await waitUntil('the message came', () => scene.simulator.received.length > 0);
    const { raw, signature } = scene.simulator.received[0]!;

    const event = await client.webhook.eventNotification({
      method: 'POST',
      query: {},
      headers: { 'x-hub-signature-256': signature },
      body: raw.toString(),
    });

    await expect(event.verifySignature('simulator-secret')).resolves.toBeUndefined();
    await expect(event.verifySignature('other')).rejects.toThrow();
  });
});
