import 'reflect-metadata';

import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { freePort } from '#platform';
import { sampleFiles, waitUntil } from '#testing';

import { SimulatorApp } from '../../test/simulator-app.ts';
import type { Exchange, HeaderField } from '../phone/phone.events.ts';
import { headerFields } from '../header-fields.ts';
import { signatureOf } from '../webhooks/webhook.bytes.ts';
import type { Har } from './har.ts';

const exec = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) process.stderr.write('SKIPPED: commands are not tried out, there is no curl here\n');

const number = '106540352242922';
const hello = { messaging_product: 'whatsapp', to: '16505551234', type: 'text', text: { body: 'hello' } };
/** Whatever a shell or a careless serialiser might spoil. */
const odd = `it's "süß" 😀 $HOME \`id\` \\ / %s !!`;

let business: Server;
let received: { headers: HeaderField[]; bytes: Buffer }[];
let status: number;
let simulator: SimulatorApp;

beforeAll(async () => {
  business = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: headerFields(request.rawHeaders), bytes: Buffer.concat(chunks) });
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end('thanks');
    });
  }).listen(0, '127.0.0.1');
  await once(business, 'listening');
  const { port } = business.address() as AddressInfo;
  simulator = await SimulatorApp.start({ SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${port}/webhook` });
});
beforeEach(async () => {
  status = 200;
  await simulator.client.reset();
  received = [];
});
afterAll(async () => {
  await simulator.close();
  business.closeAllConnections();
  business.close();
});

const exchanges = async (): Promise<Exchange[]> =>
  (await simulator.call<{ exchanges: Exchange[] }>('GET', '/_scenario/wire')).body.exchanges;
/** Once it is over, which its other side may know earlier. */
const newest = (): Promise<Exchange> =>
  waitUntil('the newest exchange is over', async () => {
    const last = (await exchanges()).at(-1);
    return last && last.tookMs !== null && last;
  });
/** @returns the exchange of its call, once that is over */
async function send(body: object = hello): Promise<Exchange> {
  await simulator.graph('POST', `/${number}/messages`, body);
  return waitUntil('its call is over', async () => {
    const last = (await exchanges()).findLast(({ direction }) => direction === 'api');
    return last && last.tookMs !== null && last;
  });
}
const signature = ({ headers }: { headers: HeaderField[] }): string | undefined =>
  headers.find(({ name }) => name.toLowerCase() === 'x-hub-signature-256')?.value;

/** @returns the exchange of its webhook, once that is over */
async function say(text: string): Promise<Exchange> {
  await simulator.client.say(text);
  return newest();
}

describe('an exchange', () => {
  it('tells every header of a webhook as it arrives, and of its answer', async () => {
    const { requestHeaders, responseHeaders } = await say(odd);

    expect(requestHeaders).toEqual(received[0]!.headers);
    expect(signature(received[0]!)).toBe(signatureOf(received[0]!.bytes, 'simulator-secret'));
    expect(responseHeaders.map(({ name }) => name)).toEqual(expect.arrayContaining(['Date', 'Connection']));
  });

  it('tells the headers of a call, but not the token', async () => {
    const { requestHeaders, responseHeaders, name } = await send();

    expect(requestHeaders).toContainEqual({ name: 'authorization', value: 'Bearer …' });
    expect(requestHeaders).toContainEqual({ name: 'content-type', value: 'application/json' });
    expect(responseHeaders).toContainEqual({ name: 'content-type', value: expect.stringContaining('json') });
    expect(name).toBe('Sheena Nelson');
  });

  it('belongs to the person also when the call was refused', async () => {
    await simulator.client.say('hi');
    await simulator.client.setFaults({ sends: { code: 131_016, times: 1 } });

    expect(await send({ ...hello, to: '+1 (650) 555-1234' })).toMatchObject({
      status: 500,
      name: 'Sheena Nelson',
    });
  });

  it('says why there was no answer', async () => {
    status = 0;
    await simulator.client.sendRawWebhook('{}');
    expect(await newest()).toMatchObject({ status: null, trouble: 'connection cut' });

    const nobody = await SimulatorApp.start({
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${await freePort()}/webhook`,
    });
    await nobody.client.sendRawWebhook('{}');
    expect(await nobody.client.wire()).toMatchObject([{ status: null, trouble: 'connection refused' }]);
    await nobody.close();
  });
});

(hasCurl ? describe : describe.skip)('the command of an exchange', () => {
  async function run({ id }: Exchange): Promise<string> {
    const { body } = await simulator.call<{ command: string }>('GET', `/_scenario/wire/${id}/curl`);
    // As when it is pasted.
    const shell = exec('sh');
    shell.child.stdin!.end(body.command);
    return (await shell).stdout;
  }

  it('posts the same bytes under the same, right signature', async () => {
    const exchange = await say(odd);

    expect(await run(exchange)).toMatch(/^HTTP\/1\.1 200[^]*thanks$/);
    const [before, now] = received;
    expect(now!.bytes).toEqual(before!.bytes);
    expect(signature(now!)).toBe(signatureOf(now!.bytes, 'simulator-secret'));
  });

  it('sends again what the business sent, with its token', async () => {
    expect(await run(await send({ ...hello, text: { body: odd } }))).toMatch(/^HTTP\/1\.1 200[^]*wamid\./);
    const { sends } = await simulator.client.books();
    expect(sends.map(({ body }) => body)).toEqual([odd, odd]);
  });

  it('uploads a file byte by byte, and gets what was got', async () => {
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('file', new Blob([sampleFiles.png], { type: 'image/png' }), 'a.png');
    const { id } = (await simulator.graph<{ id: string }>('POST', `/${number}/media`, form)).body;
    const uploaded = /"id":"(\d+)"/.exec(await run(await newest()))![1]!;
    expect(uploaded).not.toBe(id);

    const [one, other] = await Promise.all(
      [id, uploaded].map(async (each) => (await simulator.graph<{ sha256: string }>('GET', `/${each}`)).body),
    );
    expect(other!.sha256).toBe(one!.sha256);
    expect(await run(await newest())).toContain(other!.sha256);
  });

  it('takes a body that is longer than an argument may be', async () => {
    const long = JSON.stringify({ entry: [], filler: "it's ".repeat(40_000) });
    await simulator.client.sendRawWebhook(long);

    await run(await newest());
    expect(received.map(({ bytes }) => bytes.toString() === long)).toEqual([true, true]);
  });
});

describe('a webhook that is delivered again', () => {
  it.each(['right', 'wrong'] as const)('has the same bytes and the same %s signature', async (which) => {
    await simulator.client.sendRawWebhook(`{"entry":[],"object":"ünknown"}`, which);
    const { id } = await newest();
    status = 503;

    const { body } = await simulator.call('POST', `/_scenario/wire/${id}/redeliver`);

    const [before, now] = received;
    expect(now).toEqual(before);
    expect(signature(now!) === signatureOf(now!.bytes, 'simulator-secret')).toBe(which === 'right');
    expect(body).toEqual({ id: (await newest()).id, status: 503 });
    expect(await newest()).toMatchObject({ repeats: id, status: 503 });
  });

  it('is one that is kept, and no call of the business', async () => {
    const { id } = await send();

    for (const wrong of [id, 1, 'x']) {
      expect((await simulator.call('POST', `/_scenario/wire/${wrong}/redeliver`)).status).toBe(404);
    }
    expect((await simulator.call('GET', '/_scenario/wire/1/curl')).status).toBe(404);
  });
});

describe('the archive', () => {
  it('holds the exchanges that were asked for, without the token', async () => {
    const { id } = await say('hi');
    await send();

    const { headers, body } = await simulator.call<Har>('GET', '/_scenario/wire.har');
    expect(headers.get('content-disposition')).toContain('wire.har');
    expect(JSON.stringify(body)).not.toContain('simulator-token');
    expect(body.log.version).toBe('1.2');
    expect(body.log.entries.map(({ request }) => request.url)).toEqual(
      expect.arrayContaining([`${simulator.url.replace('[::1]', '127.0.0.1')}/v26.0/${number}/messages`]),
    );

    const { log } = (await simulator.call<Har>('GET', `/_scenario/wire.har?ids=${id},1`)).body;
    expect(log.entries).toHaveLength(1);
    expect(log.entries[0]).toMatchObject({
      _direction: 'webhook',
      _person: 'Sheena Nelson',
      request: {
        method: 'POST',
        bodySize: received[0]!.bytes.length,
        postData: { mimeType: 'application/json', text: received[0]!.bytes.toString() },
        headers: received[0]!.headers,
      },
      response: { status: 200, content: { size: 6, text: 'thanks' } },
    });
    expect((await simulator.call('GET', '/_scenario/wire.har?ids=all')).status).toBe(400);
  });
});
