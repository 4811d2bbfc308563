import 'reflect-metadata';

import { createHash } from 'node:crypto';

import { sampleFiles } from '#testing';

import { type Answer, SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';
import { MediaShelf } from './media.shelf.ts';

type Sample = keyof typeof sampleFiles;
type Uploaded = Answer<{
  id: string;
  error: { code: number; message: string; error_data: { details: string } };
}>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const kibibyte = 1_024;
const mebibyte = 1_024 * kibibyte;

let simulator: SimulatorApp;
beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const part = (sample: Sample, type = ''): Blob => new Blob([sampleFiles[sample]], { type });

/** In this order; what is undefined is left out. */
function upload(fields: Record<string, string | Blob | undefined>, filename?: string): Promise<Uploaded> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) form.append(name, value, filename ?? 'file');
    else if (value !== undefined) form.append(name, value);
  }
  return simulator.graph('POST', `/${simulator.phoneNumberId}/media`, form);
}

const uploadAs = (sample: Sample, type: string): Promise<Uploaded> =>
  upload({ messaging_product: 'whatsapp', type, file: part(sample, type) });

function padded(head: Uint8Array, size: number): Blob {
  const bytes = new Uint8Array(size);
  bytes.set(head);
  return new Blob([bytes]);
}

const animatedWebp = new Uint8Array(Buffer.from('RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0', 'latin1'));

function stereo(voice: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(voice);
  bytes[Buffer.from(voice).indexOf('OpusHead') + 9] = 2;
  return bytes;
}

function expectRefusal({ status, body }: Uploaded, code: number, details: RegExp): void {
  expect({ status, code: body.error.code }).toEqual({ status: 400, code });
  expect(body.error.error_data.details).toMatch(details);
}

describe('a file that the business uploads', () => {
  it.each<[Sample, string]>([
    ['jpeg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['voice', 'audio/ogg'],
    ['voice', 'audio/opus'],
    ['mp3', 'audio/mpeg'],
    ['aac', 'audio/aac'],
    ['amr', 'audio/amr'],
    ['m4a', 'audio/mp4'],
    ['mp4', 'video/mp4'],
    ['threeGp', 'video/3gpp'],
    ['pdf', 'application/pdf'],
    ['text', 'text/plain'],
    ['doc', 'application/msword'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    // Documents are handed on whatever they hold, as WhatsApp does.
    ['zip', 'application/pdf'],
  ])('can be had again by its id (%s as %s)', async (sample, type) => {
    const { status, body } = await uploadAs(sample, type);

    expect(status).toBe(200);
    expect(body).toEqual({ id: expect.stringMatching(/^\d{15}$/) });
    const described = await simulator.graph<{ url: string }>('GET', `/${body.id}`);
    expect(described.body).toMatchObject({
      mime_type: type,
      sha256: createHash('sha256').update(sampleFiles[sample]).digest('hex'),
      file_size: String(sampleFiles[sample].length),
    });
    const downloaded = await fetch(described.body.url, {
      headers: { authorization: `Bearer ${simulator.token}` },
    });
    expect(new Uint8Array(await downloaded.arrayBuffer())).toEqual(sampleFiles[sample]);
  });

  it.each<[string, Record<string, string | Blob>]>([
    [
      'with the file before the fields',
      { file: part('jpeg'), type: 'image/jpeg', messaging_product: 'whatsapp' },
    ],
    ['with the type on its part only', { messaging_product: 'whatsapp', file: part('jpeg', 'image/jpeg') }],
    [
      'with a type that has parameters',
      { messaging_product: 'whatsapp', type: 'audio/ogg; codecs=opus', file: part('voice') },
    ],
    [
      'with a kind for a type',
      { messaging_product: 'whatsapp', type: 'image', file: part('jpeg', 'image/jpeg') },
    ],
    [
      'with fields of other clients',
      { messaging_product: 'whatsapp', upload_strategy: 'default', file: part('jpeg', 'image/jpeg') },
    ],
  ])('is taken %s', async (_, fields) => {
    expect((await upload(fields)).status).toBe(200);
  });

  it('is taken when its part says no type that can be read, and the bytes do', async () => {
    const form = `--x\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="file.ogg"\r\nContent-Type: ogg\r\n\r\n${Buffer.from(sampleFiles.voice).toString('latin1')}\r\n--x--\r\n`;
    const { status, body } = await simulator.call<{ id: string }>(
      'POST',
      `/v26.0/${simulator.phoneNumberId}/media`,
      Buffer.from(form, 'latin1'),
      { authorization: `Bearer ${simulator.token}`, 'content-type': 'multipart/form-data; boundary=x' },
    );

    expect(status).toBe(200);
    expect((await simulator.graph('GET', `/${body.id}`)).body).toMatchObject({ mime_type: 'audio/ogg' });
  });

  it('keeps its name and belongs to its number', async () => {
    const { body } = await upload(
      { messaging_product: 'whatsapp', file: part('pdf', 'application/pdf') },
      'Übersicht.pdf',
    );

    expect(simulator.get(MediaShelf).find(body.id)).toMatchObject({
      filename: 'Übersicht.pdf',
      origin: 'upload',
      number: { id: simulator.phoneNumberId },
    });
  });

  it.each<[string | undefined, number]>([
    [undefined, 30 * dayMs],
    ['60', 60 * minuteMs],
    ['43200', 30 * dayMs],
  ])('is there as long as it should be (ttl_minutes: %s)', async (minutes, lifeMs) => {
    const { body } = await upload({
      messaging_product: 'whatsapp',
      ttl_minutes: minutes,
      file: part('jpeg', 'image/jpeg'),
    });

    simulator.get(Clock).advance(lifeMs - minuteMs);
    expect((await simulator.graph('GET', `/${body.id}`)).status).toBe(200);
    simulator.get(Clock).advance(minuteMs);
    expectRefusal(await simulator.graph('GET', `/${body.id}`), 100, /time is over/);
  });

  it.each<[string, Record<string, string | Blob>, RegExp]>([
    ['without the product', { file: part('jpeg', 'image/jpeg') }, /messaging_product=whatsapp/],
    ['without a file', { messaging_product: 'whatsapp', type: 'image/jpeg' }, /named `file`/],
    [
      'with the file under another name',
      { messaging_product: 'whatsapp', picture: part('jpeg', 'image/jpeg') },
      /named `file`/,
    ],
    [
      'with words for a file',
      { messaging_product: 'whatsapp', file: '@/local/path/file.jpg' },
      /named `file`/,
    ],
    [
      'with a life that is too short',
      { messaging_product: 'whatsapp', ttl_minutes: '59', file: part('jpeg', 'image/jpeg') },
      /60 to 43200/,
    ],
    [
      'with a life that is too long',
      { messaging_product: 'whatsapp', ttl_minutes: '43201', file: part('jpeg', 'image/jpeg') },
      /60 to 43200/,
    ],
    [
      'with a life that is no number',
      { messaging_product: 'whatsapp', ttl_minutes: 'long', file: part('jpeg', 'image/jpeg') },
      /60 to 43200/,
    ],
  ])('is refused %s', async (_, fields, details) => {
    expectRefusal(await upload(fields), 100, details);
  });

  it('is refused as JSON', async () => {
    const body = { messaging_product: 'whatsapp', file: '@/local/path/file.jpg' };

    expectRefusal(
      await simulator.graph('POST', `/${simulator.phoneNumberId}/media`, body),
      100,
      /multipart\/form-data/,
    );
  });

  it.each<[Sample, string]>([
    ['html', 'text/html'],
    ['gif', 'image/gif'],
    ['wav', 'audio/wav'],
    ['jpeg', 'application/octet-stream'],
  ])('is refused when it may not be sent (%s as %s)', async (sample, type) => {
    const refusal = await uploadAs(sample, type);

    expectRefusal(refusal, 100, /convert it/);
    expect(refusal.body.error.message).toMatch(
      /^\(#100\) Param file must be a file with one of the following types: /,
    );
    expect(refusal.body.error.message).toContain(`Received file of type '${type}'.`);
  });

  it.each<[Sample, string]>([
    ['png', 'image/jpeg'],
    ['exe', 'image/png'],
    ['vorbis', 'audio/ogg'],
    ['wav', 'audio/mpeg'],
    ['m4a', 'video/mp4'],
    ['text', 'image/webp'],
  ])('is refused when its bytes say otherwise (%s as %s)', async (sample, type) => {
    expectRefusal(await uploadAs(sample, type), 131_053, /its bytes are/);
  });

  it('is refused when it is empty', async () => {
    const refusal = await upload({
      messaging_product: 'whatsapp',
      file: new Blob([], { type: 'application/pdf' }),
    });

    expectRefusal(refusal, 131_053, /empty/);
  });

  it('is refused when it is sound in stereo', async () => {
    const file = new Blob([stereo(sampleFiles.voice)]);

    expectRefusal(await upload({ messaging_product: 'whatsapp', type: 'audio/ogg', file }), 131_053, /mono/);
  });

  it.each<[string, string, Uint8Array, number]>([
    ['a picture', 'image/jpeg', sampleFiles.jpeg, 5 * mebibyte],
    ['sound', 'audio/mpeg', sampleFiles.mp3, 16 * mebibyte],
    ['a film', 'video/mp4', sampleFiles.mp4, 16 * mebibyte],
    ['a still sticker', 'image/webp', sampleFiles.webp, 100 * kibibyte],
    ['a moving sticker', 'image/webp', animatedWebp, 500 * kibibyte],
  ])('is taken up to the size of %s', async (_, type, head, limitBytes) => {
    const uploadOf = (size: number): Promise<Uploaded> =>
      upload({ messaging_product: 'whatsapp', type, file: padded(head, size) });

    expect((await uploadOf(limitBytes)).status).toBe(200);
    expectRefusal(await uploadOf(limitBytes + 1), 131_053, new RegExp(`may have ${limitBytes}`));
  });

  it('is refused above 100 MiB whatever it is', async () => {
    const file = padded(sampleFiles.pdf, 100 * mebibyte + 1);

    expectRefusal(
      await upload({ messaging_product: 'whatsapp', type: 'application/pdf', file }),
      100,
      /104857600 bytes/,
    );
  });

  it.each([
    ['an unknown number', '/1/media', 'simulator-token', 400, 33],
    ['an unknown token', '/106540352242922/media', 'other', 401, 190],
  ])('is refused for %s', async (_, path, token, status, code) => {
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('file', part('jpeg', 'image/jpeg'), 'file');

    const answer = await simulator.graph('POST', path, form, token);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});
