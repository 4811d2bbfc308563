import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '#platform';

import { MediaClient, type MediaReference } from './media.client.ts';

const picture = Buffer.from('a picture, byte by byte');
const sha256 = createHash('sha256').update(picture).digest();
const limitBytes = 1_000;

/** A server that answers each path as the test says, and remembers who came. */
class StandIn {
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

describe('MediaClient', () => {
  let meta: StandIn;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    meta = new StandIn();
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
  const fetchFile = (media: MediaReference, apiBaseUrl = meta.url, idleMs = 5_000): Promise<number> => {
    const config = {
      apiTokens: ['first-token', 'second-token'],
      phoneNumberId: '106540352242922',
      apiBaseUrl,
      apiVersion: 'v26.0',
    };
    const times = { lookupMs: 1_000, idleMs, totalMs: 400 };
    return new MediaClient(config, times).fetch(media, { path, limitBytes });
  };
  const lookUpAnswers = (body: unknown, code = 200): void => {
    meta.answers['/v26.0/1003383421387256'] = json(code, body);
  };

  it('fetches from the link of the webhook and asks nobody else', async () => {
    expect(await fetchFile(announced())).toBe(picture.length);

    expect(await readFile(path)).toEqual(picture);
    expect(meta.paths()).toEqual(['/announced']);
    expect(meta.received[0]?.headers).toMatchObject({
      authorization: 'Bearer first-token',
      'user-agent': expect.stringMatching(/^Handsfree/),
    });
  });

  it('writes a file that nobody else may read', async () => {
    await fetchFile(announced());

    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('asks for a link where the webhook has none', async () => {
    expect(await fetchFile(announced({ url: undefined }))).toBe(picture.length);

    expect(meta.received.map(({ url }) => url)).toEqual([
      '/v26.0/1003383421387256?phone_number_id=106540352242922',
      '/renewed',
    ]);
  });

  it.each([401, 403, 404, 410])('renews a link that answers %i', async (code) => {
    meta.answers['/announced'] = status(code);

    expect(await fetchFile(announced())).toBe(picture.length);
    expect(meta.paths()).toEqual(['/announced', '/v26.0/1003383421387256', '/renewed']);
  });

  it.each([401, 403, 404, 410])('takes the file for gone when the new link answers %i too', async (code) => {
    meta.answers['/announced'] = status(404);
    meta.answers['/renewed'] = status(code);

    await expect(fetchFile(announced())).rejects.toMatchObject({ problem: 'gone' });
    expect(meta.paths()).toHaveLength(3);
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

  it.each([400, 408, 429, 500, 503])('can not tell yet when the link answers %i', async (code) => {
    meta.answers['/announced'] = status(code);

    await expect(fetchFile(announced())).rejects.toThrow(`the file did not come (HTTP ${code})`);
    expect(meta.paths()).toEqual(['/announced']);
  });

  it('can not tell yet when the connection breaks', async () => {
    meta.answers['/announced'] = (_, response) => {
      response.writeHead(200, { 'content-length': '23' }).write('a pict', () => response.destroy());
    };

    await expect(fetchFile(announced())).rejects.toThrow('the file did not come (');
  });

  it('can not tell yet when nobody listens', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;

    await expect(fetchFile(announced({ url: `${nobody}/announced` }), nobody)).rejects.toThrow(
      'the file did not come (ECONNREFUSED)',
    );
  });

  it('does not wait for a file that stops coming', async () => {
    meta.answers['/announced'] = (_, response) => response.writeHead(200).write('a pict');

    await expect(fetchFile(announced(), meta.url, 50)).rejects.toThrow('too slow');
  });

  it('does not wait for a file that drips for ever', async () => {
    let dripping: NodeJS.Timeout | undefined;
    meta.answers['/announced'] = (_, response) => {
      response.writeHead(200);
      dripping = setInterval(() => response.write('.'), 10);
    };
    try {
      await expect(fetchFile(announced())).rejects.toThrow('too slow');
    } finally {
      clearInterval(dripping);
    }
  });

  it('fetches once more when other bytes came than were announced', async () => {
    meta.answers['/announced'] = file(Buffer.from('somebody else'));

    expect(await fetchFile(announced())).toBe(picture.length);
    expect(await readFile(path)).toEqual(picture);
  });

  it('takes the file for damaged when they are wrong again', async () => {
    meta.answers['/announced'] = meta.answers['/renewed'] = file(Buffer.from('somebody else'));

    await expect(fetchFile(announced())).rejects.toMatchObject({ problem: 'damaged' });
    expect(meta.paths()).toHaveLength(3);
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

      await expect(fetchFile(unannounced)).rejects.toMatchObject({ problem: 'too big', limitBytes });
      expect(meta.paths()).toEqual(['/v26.0/1003383421387256']);
    },
  );

  it('takes a file of exactly the limit', async () => {
    const largest = Buffer.alloc(limitBytes, 'x');
    meta.answers['/announced'] = file(largest);

    expect(await fetchFile(announced({ sha256: createHash('sha256').update(largest).digest('hex') }))).toBe(
      limitBytes,
    );
  });

  it.each([
    ['says so at its beginning', { 'content-length': '1000000000' }],
    ['does not say so', {}],
  ])('hangs up on a file that is too big and %s', async (_, headers: Record<string, string>) => {
    const hungUp = new Promise<void>((resolve) => {
      meta.answers['/announced'] = (_request, response) => {
        response.once('close', resolve);
        response.writeHead(200, headers).write(Buffer.alloc(limitBytes + 1));
      };
    });

    await expect(fetchFile(announced())).rejects.toMatchObject({ problem: 'too big', limitBytes });
    await hungUp;
    expect(meta.paths()).toEqual(['/announced']);
  });

  it('follows redirects to hosts that may have the token', async () => {
    meta.answers['/announced'] = status(302, { location: '/further' });
    meta.answers['/further'] = status(307, { location: `${meta.url}/renewed` });

    expect(await fetchFile(announced())).toBe(picture.length);
    expect(meta.paths()).toEqual(['/announced', '/further', '/renewed']);
  });

  it('does not run in circles', async () => {
    meta.answers['/announced'] = status(302, { location: '/announced' });

    await expect(fetchFile(announced())).rejects.toThrow('too many redirects');
    expect(meta.paths()).toHaveLength(4);
  });

  describe('the token', () => {
    let foreign: StandIn;

    beforeEach(async () => {
      foreign = new StandIn();
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

  it('tells neither token nor link when it fails', async () => {
    for (const answer of [status(404), status(500), file(Buffer.from('wrong'))]) {
      meta.answers['/announced'] = meta.answers['/renewed'] = answer;

      const error = await fetchFile(announced()).catch((reason: unknown) => reason as Error);

      expect(`${(error as Error).message} ${(error as Error).stack}`).not.toMatch(
        /first-token|announced|renewed|127\.0\.0\.1/,
      );
    }
  });
});
