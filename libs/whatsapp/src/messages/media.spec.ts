import type { FileReference } from './file-reference.ts';
import { type MediaContent, mediaOf } from './media.ts';
import { MessageLimitError } from './message-limit.ts';
import { checkUpload } from './upload-limits.ts';

const x = (count: number): string => 'x'.repeat(count);
const file = { id: '2762702990552401' };

describe('a file in a message', () => {
  it.each<[string, MediaContent, object]>([
    ['a picture', { kind: 'image', file, caption: 'Look' }, { ...file, caption: 'Look' }],
    [
      'a film',
      { kind: 'video', file: { link: 'https://example.com/a.mp4' } },
      { link: 'https://example.com/a.mp4' },
    ],
    [
      'a document',
      { kind: 'document', file, caption: 'Plan', filename: 'a.pdf' },
      { ...file, caption: 'Plan', filename: 'a.pdf' },
    ],
    ['a voice note', { kind: 'audio', file, voice: true }, { ...file, voice: true }],
    ['music', { kind: 'audio', file }, file],
    ['a sticker', { kind: 'sticker', file }, file],
  ])('is %s', (_, content, part) => {
    expect(mediaOf(content)).toEqual(part);
  });

  it.each(['image', 'video', 'document'] as const)('can have a caption of 1,024 characters, %s', (kind) => {
    expect(mediaOf({ kind, file, caption: x(1_024) })).toMatchObject({ caption: x(1_024) });
    expect(() => mediaOf({ kind, file, caption: x(1_025) })).toThrow(MessageLimitError);
    expect(() => mediaOf({ kind, file, caption: x(1_025) })).toThrow(
      `caption of the ${kind} must have 1 to 1024 characters, not 1025`,
    );
  });

  it('can have a name of 255 bytes', () => {
    const named = (filename: string): object => mediaOf({ kind: 'document', file, filename });

    expect(named(x(255))).toMatchObject({ filename: x(255) });
    expect(() => named(x(256))).toThrow('1 to 255 characters, not 256');
    expect(named('ü'.repeat(127))).toMatchObject({ filename: 'ü'.repeat(127) });
    expect(() => named('ü'.repeat(128))).toThrow('at most 255 bytes, not 256');
    expect(() => named('')).toThrow('not 0');
  });

  it.each<[string, object, string]>([
    ['http', { link: 'http://example.com/a.jpg' }, 'must begin with https:, not http:'],
    ['a path', { link: '/a.jpg' }, 'must begin with https:, not something else'],
    ['an empty id', { id: '' }, 'id of the image must not be empty'],
    ['an id and a link', { ...file, link: 'https://example.com/a.jpg' }, 'an id or a link, not both'],
  ])('is not found by %s', (_, reference, reason) => {
    const content: MediaContent = { kind: 'image', file: reference as FileReference };

    expect(() => mediaOf(content)).toThrow(MessageLimitError);
    expect(() => mediaOf(content)).toThrow(reason);
  });
});

describe('an upload', () => {
  const kibibyte = 1_024;
  const mebibyte = 1_024 * kibibyte;
  /** The first bytes of a sticker with this flag in its extended header. */
  const webp = (bytes: number, flags: number): Uint8Array => {
    const whole = new Uint8Array(bytes);
    whole.set(Buffer.from('RIFF\0\0\0\0WEBPVP8X'));
    whole[20] = flags;
    return whole;
  };

  it.each<[string, number]>([
    ['image/jpeg', 5 * mebibyte],
    ['image/png', 5 * mebibyte],
    ['audio/ogg; codecs=opus', 16 * mebibyte],
    ['Audio/MPEG', 16 * mebibyte],
    ['video/mp4', 16 * mebibyte],
    ['application/pdf', 100 * mebibyte],
    ['text/plain', 100 * mebibyte],
    ['image/webp', 100 * kibibyte],
  ])('of %s may have %i bytes', (type, limit) => {
    expect(() => checkUpload(new Uint8Array(limit), type)).not.toThrow();
    expect(() => checkUpload(new Uint8Array(limit + 1), type)).toThrow(MessageLimitError);
    expect(() => checkUpload(new Uint8Array(limit + 1), type)).toThrow(
      `1 to ${limit} bytes, not ${limit + 1}`,
    );
  });

  it('may be larger when the sticker moves', () => {
    expect(() => checkUpload(webp(500 * kibibyte, 0b0001_0010), 'image/webp')).not.toThrow();
    expect(() => checkUpload(webp(500 * kibibyte + 1, 0b0001_0010), 'image/webp')).toThrow(
      '1 to 512000 bytes, not 512001',
    );
    expect(() => checkUpload(webp(500 * kibibyte, 0b0001_0000), 'image/webp')).toThrow(
      '1 to 102400 bytes, not 512000',
    );
  });

  it('can not be empty', () => {
    expect(() => checkUpload(new Uint8Array(), 'image/png')).toThrow('not 0');
  });

  it.each(['image/gif', 'text/calendar', 'audio/wav', '', 'constructor'])(
    'can not be of type "%s"',
    (type) => {
      expect(() => checkUpload(new Uint8Array(1), type)).toThrow(MessageLimitError);
      expect(() => checkUpload(new Uint8Array(1), type)).toThrow(`files of type ${type} can not be uploaded`);
    },
  );
});
