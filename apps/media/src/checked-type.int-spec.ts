import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sampleFiles } from '#testing';
import type { MediaKind } from '#whatsapp';

import { checkedType } from './checked-type.ts';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('the type of a file', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checked-type-'));
    path = join(folder, 'file');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function check(kind: MediaKind, declared: string | undefined, bytes: Uint8Array): Promise<unknown> {
    await writeFile(path, bytes);
    return checkedType(path, kind, declared);
  }

  it.each<[MediaKind, string | undefined, keyof typeof sampleFiles, string | undefined]>([
    ['audio', 'audio/ogg; codecs=opus', 'voice', 'audio/ogg'],
    ['audio', 'audio/mpeg', 'mp3', 'audio/mpeg'],
    ['audio', 'audio/aac', 'aac', 'audio/aac'],
    ['audio', 'audio/amr', 'amr', 'audio/amr'],
    ['audio', 'audio/mp4', 'm4a', 'audio/x-m4a'],
    ['audio', 'audio/mp4', 'mp4', 'video/mp4'],
    ['audio', 'audio/aac', 'm4a', 'audio/x-m4a'],
    ['audio', 'audio/mpeg', 'voice', 'audio/ogg'],
    ['audio', undefined, 'voice', 'audio/ogg'],
    ['image', 'image/jpeg', 'jpeg', 'image/jpeg'],
    ['image', 'image/png', 'png', 'image/png'],
    ['image', 'image/jpeg', 'png', 'image/png'],
    ['video', 'video/mp4', 'mp4', 'video/mp4'],
    ['video', 'video/3gpp', 'threeGp', 'video/3gpp'],
    ['sticker', 'image/webp', 'webp', 'image/webp'],
    ['document', 'application/pdf', 'pdf', 'application/pdf'],
    ['document', word, 'docx', word],
    ['document', word, 'zip', 'application/zip'],
    ['document', word, 'doc', 'application/x-cfb'],
    ['document', 'application/msword', 'doc', 'application/x-cfb'],
    ['document', 'application/vnd.ms-excel', 'docx', word],
    ['document', 'image/jpeg', 'gif', 'image/gif'],
    ['document', 'audio/mp4', 'mp4', 'video/mp4'],
    ['document', 'text/plain; charset=utf-8', 'text', 'text/plain'],
    ['document', 'text/html', 'html', 'text/html'],
    ['document', 'application/octet-stream', 'exe', 'application/x-msdownload'],
    ['document', undefined, 'pdf', 'application/pdf'],
    ['document', undefined, 'text', 'image/bmp'],
    ['document', 'application/x-of-tomorrow', 'html', 'application/x-of-tomorrow'],
  ])('of the kind %s, declared as %s, that holds %s is %s', async (kind, declared, sample, type) => {
    expect(await check(kind, declared, sampleFiles[sample])).toBe(type);
  });

  it.each<[MediaKind, string | undefined, keyof typeof sampleFiles]>([
    ['audio', 'audio/ogg', 'exe'],
    ['audio', 'audio/ogg', 'html'],
    ['audio', 'audio/mpeg', 'jpeg'],
    ['audio', 'audio/wav', 'wav'],
    ['image', 'image/jpeg', 'exe'],
    ['image', 'image/jpeg', 'html'],
    ['image', 'image/png', 'pdf'],
    ['image', 'image/jpeg', 'mp4'],
    ['image', 'image/gif', 'gif'],
    ['image', 'image/webp', 'webp'],
    ['video', 'video/mp4', 'jpeg'],
    ['video', 'video/mp4', 'html'],
    ['video', 'video/mp4', 'mp3'],
    ['sticker', 'image/webp', 'jpeg'],
    ['document', 'application/pdf', 'exe'],
    ['document', 'application/pdf', 'jpeg'],
    ['document', word, 'exe'],
    ['document', word, 'pdf'],
    ['document', 'image/jpeg', 'exe'],
    ['document', 'text/plain', 'exe'],
    ['document', 'text/plain', 'jpeg'],
  ])('of the kind %s, declared as %s, may not be that of %s', async (kind, declared, sample) => {
    await expect(check(kind, declared, sampleFiles[sample])).rejects.toMatchObject({ problem: 'wrong_type' });
  });

  it('text may be UTF-16', async () => {
    const utf16 = Buffer.from('\ufeffmilk', 'utf16le');

    expect(await check('document', 'text/plain', utf16)).toBe('text/plain');
    expect(await check('document', 'text/plain', Buffer.from(utf16).swap16())).toBe('text/plain');
  });

  it('one byte is looked at too', async () => {
    expect(await check('document', 'text/plain', Buffer.from('m'))).toBe('text/plain');
    await expect(check('image', 'image/jpeg', Buffer.from('m'))).rejects.toMatchObject({
      problem: 'wrong_type',
    });
  });
});
