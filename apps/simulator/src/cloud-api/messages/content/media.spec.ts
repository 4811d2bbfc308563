import type { StoredFile } from '../../../media/media.shelf.ts';
import { refusedWith } from '../../../../test/refused-with.ts';
import { type Files, readMedia } from './media.ts';

/** One file of this type and size, with the id `1`. */
function fileOf(mimeType: string, bytes = 10): Files {
  const file = { id: '1', mimeType, bytes: Buffer.alloc(bytes) } as StoredFile;
  return { find: (id) => (id === '1' ? file : undefined) };
}

it.each([
  ['image', 'image/jpeg'],
  ['image', 'image/png'],
  ['video', 'video/mp4'],
  ['audio', 'audio/ogg; codecs=opus'],
  ['document', 'application/x-whatever'],
  ['sticker', 'image/webp'],
] as const)('an uploaded %s of type %s is taken', (kind, mimeType) => {
  expect(readMedia(fileOf(mimeType), kind, { id: '1' })).toEqual({
    kind,
    file: { url: '_phone/files/1', mimeType, bytes: 10 },
  });
});

it('a document keeps its name and caption', () => {
  const part = { id: '1', caption: 'Invoice', filename: 'receipt.pdf' };
  expect(readMedia(fileOf('application/pdf'), 'document', part)).toMatchObject({
    caption: 'Invoice',
    file: { filename: 'receipt.pdf' },
  });
});

it('a link is taken without a look at what is behind it', () => {
  const link = 'https://example.com/cat.png';
  expect(readMedia(fileOf('image/png'), 'image', { link })).toEqual({ kind: 'image', link });
});

it.each([
  ['neither id nor link', 'image', {}, 131_008, 'image.id is required'],
  ['nothing', 'image', undefined, 131_008, 'image is required'],
  ['the id of no file', 'image', { id: '2' }, 100, "no file '2'"],
  ['a link to nowhere', 'image', { link: 'cat.png' }, 131_009, 'image.link'],
  ['a link of another kind', 'image', { link: 'ftp://example.com/cat.png' }, 131_009, 'image.link'],
  ['a caption that is too long', 'image', { id: '1', caption: 'x'.repeat(1_025) }, 100, 'image.caption'],
  ['a file of another kind', 'audio', { id: '1' }, 131_053, 'image/png can not be sent as audio'],
  ['a caption of a sticker', 'sticker', { id: '1', caption: 'x' }, 100, 'sticker.caption'],
] as const)('%s is refused', (_, kind, part, code, words) => {
  const refused = refusedWith(() => readMedia(fileOf('image/png'), kind, part));
  expect(refused).toEqual({ code, details: expect.stringContaining(words) });
});

it('a voice message needs Ogg', () => {
  const voice = { id: '1', voice: true };
  expect(readMedia(fileOf('audio/ogg'), 'audio', voice)).toMatchObject({ voice: true });
  expect(refusedWith(() => readMedia(fileOf('audio/mpeg'), 'audio', voice)).code).toBe(131_053);
});

it('a picture of more than 5 MiB is refused, as a document it is not', () => {
  const large = fileOf('image/png', 5 * 1_024 * 1_024 + 1);
  expect(refusedWith(() => readMedia(large, 'image', { id: '1' })).code).toBe(131_053);
  expect(readMedia(large, 'document', { id: '1' })).toMatchObject({ kind: 'document' });
});
