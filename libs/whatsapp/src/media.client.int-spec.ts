import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '#platform';
import { SimulatedWhatsApp, type SentMedia, waitUntil } from '#testing';

import { DownloadError } from './media-download.ts';
import { MediaClient, type MediaReference } from './media.client.ts';

const picture = Uint8Array.from(Buffer.from('a picture, byte by byte'));
const limitBytes = 1_000;

describe('MediaClient', () => {
  let whatsapp: SimulatedWhatsApp;
  let folder: string;
  let path: string;
  let sent: SentMedia;

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());
  beforeEach(async () => {
    await whatsapp.forget();
    folder = await mkdtemp(join(tmpdir(), 'media-client-'));
    path = join(folder, 'file');
    sent = await attach(picture, 'image/jpeg');
  });
  afterEach(() => rm(folder, { recursive: true }));

  interface Changes {
    apiBaseUrl?: string;
    apiTokens?: string[];
    idleMs?: number;
    lookupMs?: number;
  }

  const fetchFile = (
    media: MediaReference,
    { idleMs = 60_000, lookupMs = 60_000, ...changes }: Changes = {},
  ): Promise<number> => {
    const times = { lookupMs, idleMs, totalMs: 60_000 };
    return new MediaClient({ ...whatsapp.settings, ...changes }, times).fetch(media, { path, limitBytes });
  };
  const attach = async (bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<SentMedia> =>
    (await whatsapp.client.attach('document', bytes, mimeType)).media;
  /** A webhook of an older version of the API, without a link. */
  const withoutLink = (): MediaReference => ({ id: sent.id });
  const letFail = (status: number | string, times = 1, more: object = {}): Promise<unknown> =>
    whatsapp.client.setFaults({ downloads: { status, times, ...more } });
  const statuses = async (): Promise<unknown> =>
    (await whatsapp.client.books()).downloads.map(({ status }) => status);

  it('fetches from the link of the webhook', async () => {
    expect(await fetchFile(sent)).toBe(picture.length);

    expect(new Uint8Array(await readFile(path))).toEqual(picture);
    expect((await whatsapp.client.books()).downloads).toMatchObject([
      { mediaId: sent.id, status: 200, userAgent: expect.stringMatching(/^Handsfree/) },
    ]);
  });

  it('writes a file that nobody else may read', async () => {
    await fetchFile(sent);

    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('asks for a link where the webhook has none', async () => {
    expect(await fetchFile(withoutLink())).toBe(picture.length);

    expect(await statuses()).toEqual([200]);
  });

  it('takes a hash that is none for missing', async () => {
    expect(await fetchFile({ ...sent, sha256: 'grwfwe...=' })).toBe(picture.length);
  });

  it.each([401, 403, 404, 410])('renews a link that answers %i', async (code) => {
    await letFail(code);

    expect(await fetchFile(sent)).toBe(picture.length);
    expect(await statuses()).toEqual([code, 200]);
  });

  it.each([401, 403, 404, 410])('takes the file for gone when the new link answers %i too', async (code) => {
    await letFail(code, 2);

    await expect(fetchFile(sent)).rejects.toMatchObject({ problem: 'gone' });
    expect(await statuses()).toEqual([code, code]);
  });

  it('takes the file for gone when its id is unknown', async () => {
    await expect(fetchFile({ id: '1003383421387256' })).rejects.toMatchObject({ problem: 'gone' });
  });

  it('can not tell yet when our token is not taken', async () => {
    await expect(fetchFile(withoutLink(), { apiTokens: ['expired'] })).rejects.toMatchObject({
      name: 'GraphError',
      code: 190,
    });
  });

  it.each([429, 500, 503])('can not tell yet when the link answers %i', async (code) => {
    await letFail(code);

    await expect(fetchFile(sent)).rejects.toThrow(`the file did not come (HTTP ${code})`);
    expect(await statuses()).toEqual([code]);
  });

  it('can not tell yet when the connection breaks', async () => {
    await letFail('cut');

    await expect(fetchFile(sent)).rejects.toThrow('the file did not come (');
  });

  it('can not tell yet when nobody listens', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;

    await expect(fetchFile({ ...sent, url: `${nobody}/file` }, { apiBaseUrl: nobody })).rejects.toThrow(
      'the file did not come (ECONNREFUSED)',
    );
  });

  it('does not wait for a file that stops coming', async () => {
    await letFail('slow', 1, { delayMs: 60_000 });

    await expect(fetchFile(sent, { idleMs: 50 })).rejects.toThrow('too slow');
  });

  it('tells a download that never begins, which may be too slow each time, from a link that cannot be had', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const apiBaseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    try {
      const download = fetchFile({ ...sent, url: `${apiBaseUrl}/file` }, { apiBaseUrl, idleMs: 50 });
      await expect(download).rejects.toBeInstanceOf(DownloadError);
      await expect(fetchFile(withoutLink(), { apiBaseUrl, lookupMs: 200 })).rejects.not.toBeInstanceOf(
        DownloadError,
      );
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('fetches once more when other bytes came than were announced', async () => {
    await letFail('wrong bytes');

    expect(await fetchFile(sent)).toBe(picture.length);
    expect(new Uint8Array(await readFile(path))).toEqual(picture);
  });

  it('takes the file for damaged when they are wrong again', async () => {
    await letFail('wrong bytes', 2);

    await expect(fetchFile(sent)).rejects.toMatchObject({ problem: 'damaged' });
  });

  it('goes by the hash of the link where the webhook had none', async () => {
    await letFail('wrong bytes', 2);

    await expect(fetchFile(withoutLink())).rejects.toMatchObject({ problem: 'damaged' });
  });

  describe('a file at the limit', () => {
    it('is taken', async () => {
      sent = await attach(new Uint8Array(limitBytes), 'image/jpeg');

      expect(await fetchFile(sent)).toBe(limitBytes);
    });

    it('is not begun with when it is said to be over it', async () => {
      sent = await attach(new Uint8Array(limitBytes + 1), 'image/jpeg');

      await expect(fetchFile(withoutLink())).rejects.toMatchObject({ problem: 'too_big', limitBytes });
      expect(await statuses()).toEqual([]);
    });

    it('is hung up on when it says so at its beginning', async () => {
      sent = await attach(new Uint8Array(1_000_000), 'image/jpeg');

      await expect(fetchFile(sent)).rejects.toMatchObject({ problem: 'too_big', limitBytes });
    });

    it('is hung up on when it is larger than it said', async () => {
      await letFail('larger');

      await expect(fetchFile(sent)).rejects.toMatchObject({ problem: 'too_big', limitBytes });
      await waitUntil(
        'it hung up',
        async () => (await whatsapp.client.books()).downloads[0]?.end === 'broken off',
      );
    });
  });

  it('follows a redirect to a host that may have the token', async () => {
    const other = await attach(picture, 'image/jpeg');
    await letFail('redirect', 1, { location: other.url });

    expect(await fetchFile(sent)).toBe(picture.length);
    expect((await whatsapp.client.books()).downloads.map(({ mediaId }) => mediaId)).toEqual([
      sent.id,
      other.id,
    ]);
  });

  it('does not run in circles', async () => {
    await letFail('redirect', 100, { location: sent.url });

    await expect(fetchFile(sent)).rejects.toThrow('too many redirects');
    expect(await statuses()).toHaveLength(4);
  });

  it('tells neither token nor link when it fails', async () => {
    for (const status of [404, 500, 'wrong bytes']) {
      await letFail(status, 2);

      const error = await fetchFile(sent).catch((reason: unknown) => reason as Error);

      expect(`${(error as Error).message} ${(error as Error).stack}`).not.toMatch(
        /test-token|whatsapp_business|127\.0\.0\.1/,
      );
    }
  });
});
