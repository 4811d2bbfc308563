import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Worker } from 'tesseract.js';

import { sampleFiles } from '#testing';

import { PictureText } from './picture-text.ts';

type Reader = Pick<Worker, 'recognize' | 'terminate'>;

describe('the text in a picture', () => {
  let folder: string;
  let path: string;
  let ended: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-picture-'));
    path = join(folder, 'file');
  });
  beforeEach(async () => {
    ended = 0;
    await writeFile(path, sampleFiles.png);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const readerOf = (recognize: () => Promise<unknown>): Reader => ({
    recognize: recognize as Reader['recognize'],
    terminate: () => {
      ended++;
      return Promise.resolve(undefined as never);
    },
  });
  const reading = readerOf(() => Promise.resolve({ data: { confidence: 90, text: ' JAZZ ' } }));

  it('is read by the next attempt when the reader did not start', async () => {
    const starts = [() => Promise.reject(new Error('no memory')), () => Promise.resolve(reading)];
    const pictures = new PictureText(() => starts.shift()!());

    expect(await pictures.read(path)).toBeUndefined();
    expect(await pictures.read(path)).toBe('JAZZ');
    await pictures.close();
  });

  it('is given up when it takes too long, by a reader that then ends', async () => {
    const starts = [readerOf(() => new Promise(() => undefined)), reading];
    const pictures = new PictureText(() => Promise.resolve(starts.shift()!), 20);

    expect(await pictures.read(path)).toBe('');
    expect(ended).toBe(1);
    expect(await pictures.read(path)).toBe('JAZZ');
    await pictures.close();
  });

  it.each([
    ['PNG', 5_000, 4_001, ''],
    ['PNG', 5_000, 4_000, 'JAZZ'],
    ['JPEG', 5_000, 4_001, ''],
    ['JPEG', 5_000, 4_000, 'JAZZ'],
  ])('of a %s of %d by %d pixels is %j', async (type, width, height, text) => {
    const png = Buffer.from(sampleFiles.png);
    png.writeUInt32BE(width, 16);
    png.writeUInt32BE(height, 20);
    const frame = [0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255];
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, ...frame]);
    await writeFile(path, type === 'PNG' ? png : jpeg);
    const pictures = new PictureText(() => Promise.resolve(reading));

    expect(await pictures.read(path)).toBe(text);
    await pictures.close();
  });
});
