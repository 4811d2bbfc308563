import 'reflect-metadata';

import { createHash } from 'node:crypto';

import { waitUntil } from '#testing';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Accounts } from '../accounts/accounts.ts';
import { Clock } from '../clock.ts';
import { wordsOf } from '../phone/content.ts';
import type { SentMedia } from '../phone/inbound.ts';
import type { Snapshot } from '../phone/phone.events.ts';
import { Rules } from '../rules/rules.ts';
import type { Books } from '../scenario/books.ts';

const picture = Uint8Array.from(Buffer.from('a picture, byte by byte'));
const hash = createHash('sha256').update(picture).digest();
const bearer = { authorization: 'Bearer simulator-token' };

const dayMs = 24 * 3_600_000;

let simulator: SimulatorApp;
let base: string;
beforeEach(async () => {
  simulator = await SimulatorApp.start();
  base = simulator.url;
});
afterEach(() => simulator.close());

const messages = (): Record<string, unknown>[] =>
  simulator.values.flatMap(({ messages: some }) => some as Record<string, unknown>[]);
const attach = (query: string, type = 'image/jpeg', body = picture): Promise<Response> =>
  fetch(`${base}/_phone/media?${query}`, { method: 'POST', headers: { 'content-type': type }, body });

async function sendPicture(): Promise<SentMedia> {
  return ((await (await attach('kind=image')).json()) as { media: SentMedia }).media;
}

async function setFault(fault: object): Promise<void> {
  const answer = await fetch(`${base}/_scenario/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ downloads: { times: 1, ...fault } }),
  });
  expect(answer.status).toBe(204);
}

const download = (url: string, headers: Record<string, string> = bearer): Promise<Response> =>
  fetch(url, { headers, redirect: 'manual' });
const lastDownload = async (): Promise<Books['downloads'][number] | undefined> =>
  ((await (await fetch(`${base}/_scenario/books`)).json()) as Books).downloads.at(-1);

describe('a file that is sent from the phone', () => {
  it.each([
    ['kind=image&caption=Taj Mahal', 'image/jpeg', { caption: 'Taj Mahal' }],
    ['kind=audio&voice=true', 'audio/ogg; codecs=opus', { voice: true }],
    ['kind=audio', 'audio/mpeg', { voice: false }],
    ['kind=video', 'video/mp4', {}],
    ['kind=document&filename=receipt.pdf', 'application/pdf', { filename: 'receipt.pdf' }],
    ['kind=sticker', 'image/webp', {}],
  ])('becomes a webhook (%s)', async (query, type, more) => {
    const { wamid, media } = (await (await attach(query, type)).json()) as Record<string, unknown>;

    const message = await waitUntil('the webhook came', () => messages()[0]);
    const kind = new URLSearchParams(query).get('kind')!;
    expect(message).toMatchObject({ id: wamid, type: kind, from: '16505551234' });
    expect(message[kind]).toEqual({
      id: expect.stringMatching(/^\d{15}$/),
      mime_type: type,
      sha256: hash.toString('base64'),
      url: expect.stringContaining(`${base}/whatsapp_business/attachments/?mid=`),
      ...more,
    });
    expect(media).toEqual(message[kind]);
  });

  it.each(['', 'kind=hologram', 'kind=audio&voice=perhaps', 'kind=image&phone=12'])(
    'is refused with the query "%s"',
    async (query) => {
      expect((await attach(query)).status).toBe(400);
      expect(messages()).toEqual([]);
    },
  );

  it('stands in the conversation in words', async () => {
    await attach('kind=audio&voice=true', 'audio/ogg');
    await attach('kind=image&caption=Taj Mahal');
    await attach('kind=document&filename=receipt.pdf', 'application/pdf');

    const [snapshot] = await simulator.watch();
    const { bubbles } = snapshot!.data as Snapshot;
    expect(bubbles.map(({ content }) => wordsOf(content))).toEqual([
      'Voice message',
      'Picture\nTaj Mahal',
      'Document: receipt.pdf',
    ]);
  });
});

describe('a file', () => {
  it('is described by its id', async () => {
    const { id } = await sendPicture();

    const answer = await fetch(`${base}/v26.0/${id}?phone_number_id=106540352242922`, { headers: bearer });
    expect(await answer.json()).toEqual({
      messaging_product: 'whatsapp',
      url: expect.stringContaining(`${base}/whatsapp_business/attachments/?mid=${id}`),
      mime_type: 'image/jpeg',
      sha256: hash.toString('hex'),
      file_size: '23',
      id,
    });
  });

  it('has its size as a number where that is the rule', async () => {
    const { id } = await sendPicture();
    simulator.get(Rules).change({ fileSizeAs: 'number' });

    expect((await simulator.graph('GET', `/${id}`)).body).toMatchObject({ file_size: 23 });
  });

  it('belongs to the number that it was sent to', async () => {
    const accounts = simulator.get(Accounts);
    accounts.addNumber(accounts.usual.account, { id: '2', phone: '15550783882', verifiedName: 'Other' });
    const { body } = await simulator.call<{ media: SentMedia }>(
      'POST',
      '/_phone/media?kind=image&number=2',
      picture,
      { 'content-type': 'image/jpeg' },
    );
    const path = `/${body.media.id}?phone_number_id=`;

    for (const method of ['GET', 'DELETE']) {
      expect(await simulator.graph(method, path + simulator.phoneNumberId)).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    }
    expect((await simulator.graph('GET', `${path}2`)).status).toBe(200);
  });

  it('is gone after seven days', async () => {
    const { id } = await sendPicture();

    simulator.get(Clock).advance(7 * dayMs - 60_000);
    expect((await simulator.graph('GET', `/${id}`)).status).toBe(200);
    simulator.get(Clock).advance(60_000);
    expect(await simulator.graph('GET', `/${id}`)).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
  });

  it('is gone once it is deleted', async () => {
    const { id, url } = await sendPicture();

    const deleted = await simulator.graph('DELETE', `/${id}?phone_number_id=${simulator.phoneNumberId}`);

    expect(deleted).toMatchObject({ status: 200, body: { success: true } });
    for (const method of ['GET', 'DELETE']) {
      expect(await simulator.graph(method, `/${id}`)).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    }
    expect((await download(url)).status).toBe(404);
  });

  it.each([
    ['its id is not known', '/v26.0/1003383421387256', bearer, 400, 100],
    ['the number is another one', '/v26.0/<id>?phone_number_id=1', bearer, 400, 100],
    ['no token is sent', '/v26.0/<id>', {}, 401, 190],
    ['the token is not known', '/v26.0/<id>', { authorization: 'Bearer other' }, 401, 190],
  ])('is not described when %s', async (_, path, headers: Record<string, string>, status, code) => {
    const { id } = await sendPicture();

    const answer = await fetch(base + path.replace('<id>', id), { headers });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
  });

  it('comes from the link of the webhook and from each new one', async () => {
    const { id, url } = await sendPicture();
    const renewed = (await (await fetch(`${base}/v26.0/${id}`, { headers: bearer })).json()) as SentMedia;

    for (const link of [url, renewed.url]) {
      const answer = await download(link);
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture);
    }
    await waitUntil('it is noted', async () => (await lastDownload())?.end === 'complete');
  });

  it('comes from a link for five minutes', async () => {
    const { id, url } = await sendPicture();

    simulator.get(Clock).advance(5 * 60_000);

    expect((await download(url)).status).toBe(404);
    const { body } = await simulator.graph<SentMedia>('GET', `/${id}`);
    expect((await download(body.url)).status).toBe(200);
  });

  it('comes to nobody without our token, nor under a guessed link', async () => {
    const { url } = await sendPicture();

    expect((await download(url, {})).status).toBe(401);
    expect((await download(url, { authorization: 'Bearer other' })).status).toBe(401);
    expect((await download(url.replace(/hash=.*/, 'hash=guessed'))).status).toBe(404);
  });
});

describe('a fault of downloads', () => {
  it.each([404, 410, 500])('answers %i as often as it is told', async (status) => {
    const { url } = await sendPicture();
    await setFault({ status });

    expect((await download(url)).status).toBe(status);
    expect((await download(url)).status).toBe(200);
  });

  it('serves other bytes of the same length', async () => {
    const { url } = await sendPicture();
    await setFault({ status: 'wrong bytes' });

    const served = new Uint8Array(await (await download(url)).arrayBuffer());

    expect(served).toHaveLength(picture.length);
    expect(served).not.toEqual(picture);
  });

  it('cuts the file in the middle', async () => {
    const { url } = await sendPicture();
    await setFault({ status: 'cut' });

    await expect(download(url).then((answer) => answer.arrayBuffer())).rejects.toThrow('terminated');
    await waitUntil('it is noted', async () => (await lastDownload())?.end === 'broken off');
  });

  it('sends the second half late', async () => {
    const { url } = await sendPicture();
    await setFault({ status: 'slow', delayMs: 50 });

    expect(new Uint8Array(await (await download(url)).arrayBuffer())).toEqual(picture);
  });

  it('leads elsewhere', async () => {
    const { url } = await sendPicture();
    await setFault({ status: 'redirect', location: 'http://127.0.0.1:1/file' });

    const answer = await download(url);

    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:1/file');
  });

  it('serves more and more until the other side hangs up', async () => {
    const { url } = await sendPicture();
    await setFault({ status: 'larger' });

    const reader = (await download(url)).body!.getReader();
    let read = 0;
    while (read < 1_000_000) read += (await reader.read()).value?.length ?? 0;
    await reader.cancel();

    await waitUntil('it is noted', async () => (await lastDownload())?.end === 'broken off');
  });
});

it('is told apart from the simulator’s own routes', async () => {
  expect((await fetch(`${base}/health/ready`)).status).toBe(200);
  expect((await fetch(`${base}/26.0/1003383421387256`, { headers: bearer })).status).toBe(400);
  expect((await fetch(`${base}/vNext/1003383421387256`, { headers: bearer })).status).toBe(400);
});
