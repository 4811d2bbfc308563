import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { MediaClient, type MediaReference } from './media.client.ts';

const picture = Buffer.from('a picture, byte by byte');
const sha256 = createHash('sha256').update(picture).digest();
const limitBytes = 1_000;

/**
 * Not a second Graph API: a bare HTTP server for answers that WhatsApp does not give, mislabelled files, and other
 * hosts. Everything else is tested against the simulator, in `media.client.int-spec.ts`.
 */
class Wire {
  readonly received: { url: string; headers: IncomingHttpHeaders }[] = [];
  /** By path without query. Anything else is 404. */
  answers: Record<string, RequestListener> = {};
  url = '';
  readonly #server: Server = createServer((request, response) => {
    const url = request.url ?? '';
    this.received.push({ url, headers: request.headers });
    const answer = this.answers[url.split('?')[0]!] ?? status(404);
    answer(request, response);
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  paths(): string[] {
    return this.received.map(({ url }) => url.split('?')[0]!);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end();
const json =
  (code: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const file =
  (content: Uint8Array): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(content);

describe('MediaClient on the wire', () => {
  let meta: Wire;
  let folder: string;
  let path: string;

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error']));
  beforeEach(async () => {
    meta = new Wire();
    await meta.listen();
    folder = await mkdtemp(join(tmpdir(), 'media-client-'));
    path = join(folder, 'file');
    meta.answers = {
      '/v26.0/1003383421387256': json(200, {
        messaging_product: 'whatsapp',
        url: `${meta.url}/renewed`,
        mime_type: 'image/jpeg',
        sha256: sha256.toString('hex'),
        file_size: String(picture.length),
        id: '1003383421387256',
      }),
      '/announced': file(picture),
      '/renewed': file(picture),
    };
  });
  afterEach(async () => {
    await meta.close();
    await rm(folder, { recursive: true });
  });

  const announced = (more: Partial<MediaReference> = {}): MediaReference => ({
    id: '1003383421387256',
    url: `${meta.url}/announced`,
    sha256: sha256.toString('base64'),
    ...more,
  });
  const unannounced = { id: '1003383421387256' };
  const fetchFile = (media: MediaReference, totalMs = 60_000): Promise<number> => {
    const config = {
      apiTokens: ['first-token', 'second-token'],
      phoneNumberId: '106540352242922',
      apiBaseUrl: meta.url,
      apiVersion: 'v26.0',
    };
    const times = { lookupMs: 60_000, idleMs: 60_000, totalMs };
    return new MediaClient(config, times).fetch(media, { path, limitBytes });
  };
  const lookUpAnswers = (body: unknown, code = 200): void => {
    meta.answers['/v26.0/1003383421387256'] = json(code, body);
  };

  it('sends the token that its file holds, for the look-up and the file', async () => {
    const apiTokenFile = join(folder, 'token');
    await writeFile(apiTokenFile, 'newer-token\n');
    const config = {
      apiTokens: ['first-token'],
      phoneNumberId: '1',
      apiBaseUrl: meta.url,
      apiVersion: 'v26.0',
    };

    await new MediaClient({ ...config, apiTokenFile }).fetch(unannounced, { path, limitBytes });

    expect(meta.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer newer-token',
      'Bearer newer-token',
    ]);
  });

  it.each([
    [400, { error: { code: 100, message: 'Invalid parameter' } }],
    [400, { error: { code: 33, message: 'Unsupported get request' } }],
    [404, 'Not Found'],
  ])('takes the file for gone when its id is unknown (HTTP %i, %j)', async (code, body) => {
    lookUpAnswers(body, code);

    await expect(fetchFile(unannounced)).rejects.toMatchObject({ problem: 'gone' });
  });

  it.each([
    [401, { error: { code: 190, message: 'Invalid OAuth access token' } }],
    [500, { error: { code: 131_000, message: 'Something went wrong' } }],
    [429, { error: { code: 4, message: 'Too many calls' } }],
    [502, '<html>Bad Gateway</html>'],
    [200, { id: '1003383421387256' }],
  ])('can not tell yet when the look-up answers HTTP %i, %j', async (code, body) => {
    lookUpAnswers(body, code);

    await expect(fetchFile(unannounced)).rejects.toMatchObject({ name: 'GraphError' });
  });

  it.each([400, 408])('can not tell yet when the link answers %i', async (code) => {
    meta.answers['/announced'] = status(code);

    await expect(fetchFile(announced())).rejects.toThrow(`the file did not come (HTTP ${code})`);
    expect(meta.paths()).toEqual(['/announced']);
  });

  it('does not wait for a file that drips for ever', async () => {
    let dripping: NodeJS.Timeout | undefined;
    meta.answers['/announced'] = (_, response) => {
      response.writeHead(200);
      dripping = setInterval(() => response.write('.'), 10);
    };
    try {
      await expect(fetchFile(announced(), 400)).rejects.toThrow('too slow');
    } finally {
      clearInterval(dripping);
    }
  });

  it('takes an empty file for damaged, even when it was announced so', async () => {
    meta.answers['/announced'] = meta.answers['/renewed'] = file(Buffer.alloc(0));
    const ofNothing = createHash('sha256').digest('base64');

    await expect(fetchFile(announced({ sha256: ofNothing }))).rejects.toMatchObject({ problem: 'damaged' });
  });

  it('goes by the size where no hash was announced', async () => {
    lookUpAnswers({ url: `${meta.url}/renewed`, file_size: picture.length });
    expect(await fetchFile(unannounced)).toBe(picture.length);

    lookUpAnswers({ url: `${meta.url}/renewed`, file_size: String(picture.length - 1) });
    await expect(fetchFile(unannounced)).rejects.toMatchObject({ problem: 'damaged' });
  });

  it('goes by the hash of the link where the webhook had none', async () => {
    lookUpAnswers({ url: `${meta.url}/renewed`, sha256: createHash('sha256').digest('hex') });

    await expect(fetchFile(unannounced)).rejects.toMatchObject({ problem: 'damaged' });
  });

  it.each([limitBytes + 1, String(limitBytes + 1)])(
    'does not begin with a file that is said to be too big (%p)',
    async (size) => {
      lookUpAnswers({ url: `${meta.url}/renewed`, file_size: size });

      await expect(fetchFile(unannounced)).rejects.toMatchObject({ problem: 'too_big', limitBytes });
      expect(meta.paths()).toEqual(['/v26.0/1003383421387256']);
    },
  );

  it('follows redirects to hosts that may have the token', async () => {
    meta.answers['/announced'] = status(302, { location: '/further' });
    meta.answers['/further'] = status(307, { location: `${meta.url}/renewed` });

    expect(await fetchFile(announced())).toBe(picture.length);
    expect(meta.paths()).toEqual(['/announced', '/further', '/renewed']);
  });

  describe('the token', () => {
    let foreign: Wire;

    beforeEach(async () => {
      foreign = new Wire();
      foreign.answers['/announced'] = file(picture);
      await foreign.listen();
    });
    afterEach(() => foreign.close());

    it('goes to no foreign host that a webhook names', async () => {
      await expect(fetchFile(announced({ url: `${foreign.url}/announced` }))).rejects.toThrow(
        'host not allowed',
      );
      expect(foreign.received).toEqual([]);
    });

    it('goes to no foreign host that an answer of the Graph API names', async () => {
      lookUpAnswers({ url: `${foreign.url}/announced` });

      await expect(fetchFile(unannounced)).rejects.toThrow('host not allowed');
      expect(foreign.received).toEqual([]);
    });

    it('goes to no foreign host that a redirect names', async () => {
      for (const code of [301, 302, 303, 307, 308]) {
        meta.answers['/announced'] = status(code, { location: `${foreign.url}/announced` });

        await expect(fetchFile(announced())).rejects.toThrow('host not allowed');
      }
      expect(foreign.received).toEqual([]);
    });

    it.each(['nonsense', 'http://', '//'])('goes nowhere when the link is %p', async (url) => {
      await expect(fetchFile(announced({ url }))).rejects.toThrow('host not allowed');
    });
  });
});
