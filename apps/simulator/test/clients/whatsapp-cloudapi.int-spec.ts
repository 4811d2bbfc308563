import 'reflect-metadata';

import {
  markMessageRead,
  sendButtonsMessage,
  sendCTAURLMessage,
  sendImageMessage,
  sendListMessage,
  sendTemplateMessage,
  sendTextMessage,
  uploadMedia,
} from '@whatsapp-cloudapi/client';

import { sampleFiles } from '#testing';

import { ClientScene, person, template, templateValues, templateWords } from './client-scene.ts';

let scene: ClientScene;
/** What each call of this client takes. */
let account: { accessToken: string; from: string; baseUrl: string };
let letter: typeof account & { to: string };

beforeEach(async () => {
  scene = await ClientScene.set();
  const { token, phoneNumberId, url } = scene.simulator;
  account = { accessToken: token, from: phoneNumberId, baseUrl: url };
  letter = { ...account, to: person };
});
afterEach(() => scene.close());

// It has no function that gets a file down.
describe('@whatsapp-cloudapi/client', () => {
  it('sends a text', async () => {
    await sendTextMessage({ ...letter, text: 'Hello!', bizOpaqueCallbackData: 'job-42' });

    expect((await scene.client.books()).sends).toMatchObject([
      { to: '16505551234', body: 'Hello!', callbackData: 'job-42' },
    ]);
  });

  it('sends a template', async () => {
    await sendTemplateMessage({
      ...letter,
      templateName: template.name,
      languageCode: template.language,
      components: templateValues,
    });

    expect((await scene.client.books()).sends[0]?.body).toContain(templateWords);
  });

  it('sends buttons, a list and a link', async () => {
    const bodyText = 'When shall we come?';
    await sendButtonsMessage({ ...letter, bodyText, buttons: [{ id: 'now', title: 'Now' }] });
    await sendListMessage({
      ...letter,
      bodyText,
      buttonText: 'Options',
      sections: [{ title: 'Today', rows: [{ id: 'at-9', title: '9 am' }] }],
    });
    await sendCTAURLMessage({ ...letter, bodyText, buttonText: 'Dates', url: 'https://www.luckyshrub.com/' });

    const { sends } = await scene.client.books();
    expect(sends.map(({ request }) => request)).toMatchObject([
      { interactive: { type: 'button' } },
      { interactive: { type: 'list' } },
      { interactive: { type: 'cta_url' } },
    ]);
  });

  it('sends a picture up, and on', async () => {
    const file = new File([sampleFiles.png], 'a.png', { type: 'image/png' });

    const { id } = await uploadMedia({ ...account, file });
    await sendImageMessage({ ...letter, mediaId: id, caption: 'Look' });

    expect(await scene.lastRequest()).toMatchObject({ image: { id, caption: 'Look' } });
  });

  it('marks as read, and shows that it types', async () => {
    const read = { ...account, messageId: scene.wamid, showTypingIndicator: true };

    expect(await markMessageRead(read)).toEqual({ success: true });
    expect((await scene.client.books()).reads).toMatchObject([{ wamid: scene.wamid, typing: true }]);
  });

  it('throws the error of the answer', async () => {
    await scene.client.setFaults({ sends: { code: 131_026, times: 1 } });
    await expect(sendTextMessage({ ...letter, text: 'Hello!' })).rejects.toThrow('"code":131026');

    const stolen = { ...letter, accessToken: 'stolen' };
    await expect(sendTextMessage({ ...stolen, text: 'Hello!' })).rejects.toThrow('"code":190');
  });
});
