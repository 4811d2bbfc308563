import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { ContactStore, Database, NotePictureStore, NoteStore } from '#data';
import {
  createTestDatabase,
  sampleFiles,
  testAccount,
  type TestDatabase,
  testSealer,
  waitUntil,
} from '#testing';
import { MediaClient } from '#whatsapp';

import { PictureFetcher } from './picture-fetcher.service.ts';
import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFiles } from './temporary-files.ts';

const jpeg = sampleFiles.jpeg;
const sha256 = createHash('sha256').update(jpeg).digest('base64');
const sealer = testSealer();

describe('the picture of a note', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let pictures: NotePictureStore;
  let files: TemporaryFiles;
  let folder: string;
  let graph: Server;
  /** What WhatsApp answers the next look-ups with; then it gives the file. */
  let failures: number[];
  let lookUps: string[];
  let downloads: number;
  /** What a download waits for. */
  let held: Promise<void> | undefined;
  let contactId: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    pictures = new NotePictureStore(database, sealer);
    folder = await mkdtemp(join(tmpdir(), 'note-pictures-'));
    files = new TemporaryFiles(folder);
    await files.onModuleInit();
    graph = createServer((request, response) => {
      const { url = '', headers } = request;
      if (url.startsWith('/file')) downloads += 1;
      if (url.startsWith('/file')) return void (held ?? Promise.resolve()).then(() => response.end(jpeg));
      lookUps.push(url);
      const status = failures.shift();
      if (status !== undefined) return response.writeHead(status).end();
      return response.end(JSON.stringify({ url: `http://${headers.host}/file`, mime_type: 'image/jpeg' }));
    });
    await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => graph.close(resolve));
    await rm(folder, { recursive: true });
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    [failures, lookUps, downloads, held] = [[], [], 0, undefined];
    ({ id: contactId } = await new ContactStore(database, sealer).resolve({ phone: '4915112345678' }));
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  /** One of several replicas. */
  const fetcher = (): PictureFetcher => {
    const { apiToken, phoneNumberId } = testAccount;
    const apiBaseUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`;
    const client = new MediaClient({ apiBaseUrl, apiVersion: 'v26.0', apiTokens: [apiToken], phoneNumberId });
    return new PictureFetcher(pictures, client, new TemporaryDisk(files));
  };
  const add = (media = { id: 'one', sha256, mimeType: 'image/jpeg' }): Promise<string> =>
    database.transaction(async (tx) => {
      const pictureId = await pictures.add(tx, contactId, media);
      await new NoteStore(sealer, pictures).add(tx, contactId, {
        kind: 'fact',
        text: 'my locker',
        pictureId,
      });
      return pictureId;
    });
  /** Everything that is due, to its end. */
  async function run(...some: PictureFetcher[]): Promise<void> {
    await Promise.all(some.map((one) => one.fetchDue()));
    await Promise.all(some.map((one) => one.onModuleDestroy()));
  }
  const stateOf = async (id: string): Promise<string | undefined> =>
    (await pictures.statesOf(database, [id])).get(id);
  const nextTryOf = async (id: string): Promise<number> =>
    (await database.notePicture.findUniqueOrThrow({ where: { id } })).nextTryAt?.getTime() ?? 0;
  const makeDue = () =>
    testDatabase.query('UPDATE note_picture SET next_try_at = now() WHERE next_try_at IS NOT NULL');

  it('is fetched and kept sealed, and where it came from is forgotten', async () => {
    const id = await add();
    await run(fetcher());

    expect(await pictures.read(contactId, id)).toEqual({ bytes: jpeg, mimeType: 'image/jpeg' });
    const row = await database.notePicture.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ mediaSealed: null, nextTryAt: null });
    expect(Buffer.from(row.bytesSealed ?? []).includes('JFIF')).toBe(false);
    expect(await pictures.read('00000000-0000-7000-8000-000000000000', id)).toBeUndefined();
  });

  it('is fetched once by two at the same time', async () => {
    const ids = await Promise.all([add(), add(), add(), add(), add(), add()]);
    await run(fetcher(), fetcher());

    expect(lookUps).toHaveLength(ids.length);
    expect(new Set(await Promise.all(ids.map(stateOf)))).toEqual(new Set(['kept']));
  });

  it('waits for an outage to end', async () => {
    const id = await add();
    failures = [503];
    const begunAt = Date.now();
    await run(fetcher());
    expect(await stateOf(id)).toBe('waiting');
    expect(await nextTryOf(id)).toBeGreaterThan(begunAt + 4_000);

    await makeDue();
    await run(fetcher());
    expect(await stateOf(id)).toBe('kept');
  });

  it('is given up once WhatsApp has it no longer, by its word or by its age', async () => {
    const gone = await add();
    failures = [404, 404];
    await run(fetcher());
    const old = await add();
    await testDatabase.query("UPDATE note_picture SET created_at = now() - interval '8 days'");
    failures = [503];
    await run(fetcher());

    expect([await stateOf(gone), await stateOf(old)]).toEqual(['lost', 'lost']);
    expect(await pictures.claim(10)).toEqual([]);
  });

  it('is not kept when it is not what was sent, or no picture', async () => {
    const other = await add({
      id: 'one',
      sha256: createHash('sha256').update('x').digest('base64'),
      mimeType: 'image/jpeg',
    });
    await run(fetcher());

    expect(await stateOf(other)).toBe('lost');
  });

  it('is fetched by another when the process that fetched it died', async () => {
    const id = await add();
    await pictures.claim(1);
    expect(await pictures.claim(1)).toEqual([]);

    await makeDue();
    await run(fetcher());
    expect(await stateOf(id)).toBe('kept');
  });

  it('of somebody who is erased meanwhile leaves nothing, and one that is slow holds up no other', async () => {
    let release = (): void => undefined;
    held = new Promise((resolve) => {
      release = resolve;
    });
    const id = await add();
    const one = fetcher();
    await one.fetchDue();
    await waitUntil('it is under way', () => downloads === 1);
    held = undefined;
    const next = await add();
    await one.fetchDue();
    await waitUntil('the next one is kept', async () => (await stateOf(next)) === 'kept');
    await testDatabase.query('DELETE FROM contact');

    release();
    await one.onModuleDestroy();
    expect(await stateOf(id)).toBeUndefined();
  });
});
