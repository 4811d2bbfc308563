import 'reflect-metadata';

import { request } from 'node:http';

import { waitUntil } from '#testing';

import { type Answer, SimulatorApp } from '../../test/simulator-app.ts';

const appId = '584544743160774';
const description = { file_name: 'picture.png', file_length: '10', file_type: 'image/png' };

type Progress = Answer<{ id: string; h: string; file_offset: number; error: { code: number } }>;

let simulator: SimulatorApp;
beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const announce = (query: Record<string, string> = description, app = appId): Promise<Progress> =>
  simulator.graph('POST', `/${app}/uploads?${new URLSearchParams(query).toString()}`);

const sessionOf = async (): Promise<string> => (await announce()).body.id;

const send = (id: string, offset: number | string, bytes: string): Promise<Progress> =>
  simulator.call('POST', `/v26.0/${id}`, Buffer.from(bytes), {
    authorization: `OAuth ${simulator.token}`,
    file_offset: String(offset),
  });

const progress = (id: string): Promise<Progress> => simulator.graph('GET', `/${id}`);

describe('an upload in pieces', () => {
  it('ends with a handle that a template can name', async () => {
    const { status, body } = await announce();
    expect({ status, body }).toEqual({
      status: 200,
      body: { id: expect.stringMatching(/^upload:[\w-]+\?sig=[\w-]+$/) },
    });

    const finished = await send(body.id, 0, '0123456789');

    expect(finished.body).toEqual({ h: expect.stringMatching(/^4::aW1hZ2UvcG5n:[\w-]+$/) });
    const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [finished.body.h] } };
    const template = {
      name: 'with_picture',
      language: 'en_US',
      category: 'UTILITY',
      components: [header, { type: 'BODY', text: 'Your order is on its way.' }],
    };
    const path = `/${simulator.businessAccountId}/message_templates`;
    expect((await simulator.graph('POST', path, template)).status).toBe(200);
  });

  it('goes on where it stopped', async () => {
    const id = await sessionOf();

    expect((await progress(id)).body).toEqual({ id, file_offset: 0 });
    expect((await send(id, 0, '0123')).body).toEqual({ id, file_offset: 4 });
    expect((await progress(id)).body).toEqual({ id, file_offset: 4 });
    expect((await send(id, 4, '456789')).body).toEqual({ h: expect.any(String) });
  });

  it('keeps what came before the connection broke', async () => {
    const id = await sessionOf();
    const broken = request(`${simulator.url}/v26.0/${id}`, {
      method: 'POST',
      headers: { authorization: `OAuth ${simulator.token}`, file_offset: '0', 'content-length': '10' },
    });
    broken.write('012');
    await waitUntil('the first bytes came', async () => (await progress(id)).body.file_offset === 3);
    broken.once('error', () => undefined).destroy();

    expect((await send(id, 3, '3456789')).body).toEqual({ h: expect.any(String) });
  });

  it.each([
    ['begins elsewhere', 3, '0123456789'],
    ['does not say where it begins', '', '0123456789'],
    ['is longer than announced', 0, '0123456789+'],
  ])('is refused when it %s, and can be sent anew', async (_, offset, bytes) => {
    const id = await sessionOf();

    const refusal = await send(id, offset, bytes);

    expect(refusal).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    expect((await send(id, 0, '0123456789')).body).toEqual({ h: expect.any(String) });
  });

  it('is found under its id without the signature, or with it as part of the path', async () => {
    const id = await sessionOf();
    expect((await send(encodeURIComponent(id), 0, '0123')).body).toEqual({ id, file_offset: 4 });

    for (const spelled of [id.replace(/\?.*/, ''), encodeURIComponent(id)]) {
      expect((await progress(spelled)).body).toEqual({ id, file_offset: 4 });
    }
  });

  it.each(['application/json', 'application/x-www-form-urlencoded', 'image/png'])(
    'takes the bytes as they are when they are called %s',
    async (type) => {
      const ids = [await sessionOf(), encodeURIComponent(await sessionOf())];

      for (const id of ids) {
        const { body } = await simulator.call('POST', `/v26.0/${id}`, Buffer.from('{"a":"b=c"'), {
          authorization: `Bearer ${simulator.token}`,
          file_offset: '0',
          'content-type': type,
        });
        expect(body).toEqual({ h: expect.any(String) });
      }
    },
  );

  it.each<[string, Record<string, string>]>([
    ['without its length', { file_type: 'image/png' }],
    ['with no bytes', { ...description, file_length: '0' }],
    ['with too many bytes', { ...description, file_length: '104857601' }],
    ['without its type', { file_length: '10' }],
    ['with a type that has no handles', { ...description, file_type: 'audio/ogg' }],
  ])('can not be announced %s', async (_, query) => {
    expect(await announce(query)).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('can be announced in a form, in JSON, and with the token beside them', async () => {
    const path = `/v26.0/${appId}/uploads?access_token=${simulator.token}`;
    for (const body of [description, new URLSearchParams(description)]) {
      expect((await simulator.call<{ id: string }>('POST', path, body)).body.id).toMatch(/^upload:/);
    }
  });

  it('is for our app and tokens only', async () => {
    expect(await announce(description, '1')).toMatchObject({ status: 400, body: { error: { code: 33 } } });
    expect(
      await simulator.call('POST', `/v26.0/${appId}/uploads?file_length=10&file_type=image/png`),
    ).toMatchObject({ status: 401 });
    expect(await send('upload:guessed', 0, '0')).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
  });
});
