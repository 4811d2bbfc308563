import 'reflect-metadata';

import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { verifySignature } from '@kapso/whatsapp-cloud-api/server';

import { sampleFiles, waitUntil } from '#testing';

import { ClientScene, person, template, templateValues, templateWords } from './client-scene.ts';

let scene: ClientScene;
let client: WhatsAppClient;
let phoneNumberId: string;
let businessAccountId: string;

beforeEach(async () => {
  scene = await ClientScene.set();
  ({ phoneNumberId, businessAccountId } = scene.simulator);
  client = new WhatsAppClient({ baseUrl: scene.simulator.url, accessToken: scene.simulator.token });
});
afterEach(() => scene.close());

describe('@kapso/whatsapp-cloud-api', () => {
  it('sends a text', async () => {
    const answer = await client.messages.sendText({ phoneNumberId, to: person, body: 'Hello!' });

    expect(answer.contacts).toMatchObject([{ input: person }]);
    const [send] = (await scene.client.books()).sends;
    expect(send).toMatchObject({ wamid: answer.messages[0]?.id, to: '16505551234', body: 'Hello!' });
  });

  it('sends a template', async () => {
    await client.messages.sendTemplate({
      phoneNumberId,
      to: person,
      template: {
        name: template.name,
        language: { code: template.language },
        components: templateValues,
      },
    });

    expect((await scene.client.books()).sends[0]?.body).toContain(templateWords);
  });

  it('sends buttons, a list and a link', async () => {
    const to = { phoneNumberId, to: person, bodyText: 'When shall we come?' };
    await client.messages.sendInteractiveButtons({ ...to, buttons: [{ id: 'now', title: 'Now' }] });
    await client.messages.sendInteractiveList({
      ...to,
      buttonText: 'Options',
      sections: [{ title: 'Today', rows: [{ id: 'at-9', title: '9 am', description: 'or a little later' }] }],
    });
    await client.messages.sendInteractiveCtaUrl({
      ...to,
      parameters: { displayText: 'See Dates', url: 'https://www.luckyshrub.com/dates' },
    });

    const { sends } = await scene.client.books();
    expect(sends.map(({ request }) => request)).toMatchObject([
      { interactive: { type: 'button' } },
      { interactive: { type: 'list' } },
      { interactive: { type: 'cta_url' } },
    ]);
  });

  it('sends a file up, sends it on, and gets it down again', async () => {
    const file = new Blob([sampleFiles.jpeg], { type: 'image/jpeg' });
    const { id } = await client.media.upload({ phoneNumberId, type: 'image/jpeg', file, fileName: 'a.jpg' });
    await client.messages.sendImage({ phoneNumberId, to: person, image: { id, caption: 'Look' } });

    expect(await client.media.get({ mediaId: id, phoneNumberId })).toMatchObject({ id });
    const bytes = await client.media.download({ mediaId: id, phoneNumberId, auth: 'always' });
    expect(new Uint8Array(bytes as ArrayBuffer)).toEqual(sampleFiles.jpeg);
    expect(await scene.lastRequest()).toMatchObject({ image: { id, caption: 'Look' } });

    expect(await client.media.delete({ mediaId: id, phoneNumberId })).toMatchObject({ success: true });
    await expect(client.media.get({ mediaId: id, phoneNumberId })).rejects.toBeInstanceOf(GraphApiError);
  });

  it('marks as read, and shows that it types', async () => {
    await client.messages.markRead({
      phoneNumberId,
      messageId: scene.wamid,
      typingIndicator: { type: 'text' },
    });

    expect((await scene.client.books()).reads).toMatchObject([{ wamid: scene.wamid, typing: true }]);
  });

  it('manages templates', async () => {
    const { name, language, category, components } = template;
    const created = await client.templates.create({
      businessAccountId,
      name: `${name}_2`,
      language,
      category,
      components: [...components],
    });
    expect(created).toMatchObject({ id: expect.any(String), status: 'PENDING', category });

    const { data } = await client.templates.list({ businessAccountId, name: `${name}_2` });
    expect(data).toMatchObject([{ id: created.id, name: `${name}_2`, language }]);
    expect(await client.templates.delete({ businessAccountId, name: `${name}_2` })).toMatchObject({
      success: true,
    });
  });

  it('reads and changes the business profile', async () => {
    await client.phoneNumbers.businessProfile.update({ phoneNumberId, about: 'We grow succulents.' });

    const { data } = await client.phoneNumbers.businessProfile.get({ phoneNumberId, fields: 'about' });
    expect(data).toMatchObject([{ about: 'We grow succulents.' }]);
  });

  it('understands the errors', async () => {
    const send = (body = 'Hello!'): Promise<unknown> =>
      client.messages.sendText({ phoneNumberId, to: person, body });

    await scene.client.setFaults({ sends: { code: 130_429, times: 1 } });
    const throttled = await send().catch((error: unknown) => error);
    expect(throttled).toBeInstanceOf(GraphApiError);
    expect(throttled).toMatchObject({ code: 130_429, category: 'throttling' });
    expect((throttled as GraphApiError).isRateLimit()).toBe(true);

    client = new WhatsAppClient({ baseUrl: scene.simulator.url, accessToken: 'stolen' });
    const strange = await send().catch((error: unknown) => error);
    expect(strange).toMatchObject({ httpStatus: 401, code: 190 });
    expect((strange as GraphApiError).isAuthError()).toBe(true);
  });

  it('agrees on the signature of webhooks', async () => {
    await waitUntil('the message came', () => scene.simulator.received.length > 0);

    const { raw, signature } = scene.simulator.received[0]!;
    const appSecret = 'simulator-secret';
    expect(verifySignature({ appSecret, rawBody: raw, signatureHeader: signature })).toBe(true);
    expect(verifySignature({ appSecret: 'other', rawBody: raw, signatureHeader: signature })).toBe(false);
  });
});
