import { decodedText } from './decoded-text.ts';

const text = 'Müsli, Café à 5 €: 数';
const latin = 'Müsli, Café à la crème';
const be = (words: string): Buffer => Buffer.from(`\ufeff${words}`, 'utf16le').swap16();

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', be(text)],
    [
      'UTF-16 with half a character at its end',
      Buffer.from([...Buffer.from(`\ufeff${text}`, 'utf16le'), 0x41]),
    ],
    ['UTF-16 with half a pair at its end', Buffer.from(`\ufeff${text}\ud83d`, 'utf16le')],
    ['UTF-8 that was cut within a character', Buffer.from(`${text}é`).subarray(0, -1)],
  ])('in %s is read', (_, bytes) => expect(decodedText(bytes)).toBe(text));

  it('in Latin-1 or Windows-1252 is told by what cannot be UTF-8', () => {
    expect(decodedText(Buffer.from(latin, 'latin1'))).toBe(latin);
    expect(decodedText(Buffer.from([0x35, 0x20, 0x80, 0x20, 0x93, 0x61, 0x94]))).toBe('5 € “a”');
  });

  it('in UTF-8 with a broken byte stays UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('Müsli, Café '),
      Buffer.from([0xff]),
      Buffer.from(' à la crème'),
    ]);

    expect(decodedText(bytes)).toBe('Müsli, Café \ufffd à la crème');
  });

  it.each([[[]], [[0xff]], [[0xfe]], [[0xff, 0xfe]], [[0xfe, 0x41]]])(
    'of next to nothing is no failure: %j',
    (bytes) => {
      expect(decodedText(Uint8Array.from(bytes)).length).toBeLessThanOrEqual(2);
    },
  );
});
