const latin = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const bytes = (...parts: (number[] | string)[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? latin(part) : part)));
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const mp4 = (brand: string): Uint8Array<ArrayBuffer> =>
  bytes([0, 0, 0, 20], 'ftyp', brand, zeros(4), 'isom', zeros(64));
/** One stored entry of a ZIP file. */
const zipEntry = (name: string, content: string): number[] => [
  ...latin('PK\x03\x04'),
  ...zeros(14),
  ...latin(String.fromCharCode(content.length, 0, 0, 0, content.length, 0, 0, 0, name.length, 0, 0, 0)),
  ...latin(name + content),
];

/** Beginnings of files: enough to identify them, nothing that could be played or shown. */
export const sampleFiles = {
  jpeg: bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', zeros(64)),
  png: Uint8Array.from(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ),
  gif: bytes('GIF89a', zeros(64)),
  webp: bytes('RIFF', [64, 0, 0, 0], 'WEBPVP8 ', zeros(64)),
  voice: bytes('OggS', [0, 2], zeros(20), [1, 19], 'OpusHead', [1, 1], zeros(64)),
  vorbis: bytes('OggS', [0, 2], zeros(20), [1, 30, 1], 'vorbis', zeros(64)),
  mp3: bytes([0xff, 0xfb, 0x90, 0x64], zeros(128)),
  aac: bytes([0xff, 0xf1, 0x50, 0x80, 0, 0x1f, 0xfc], zeros(64)),
  amr: bytes('#!AMR\n', zeros(64)),
  wav: bytes('RIFF', [64, 0, 0, 0], 'WAVEfmt ', zeros(64)),
  m4a: mp4('M4A '),
  mp4: mp4('isom'),
  threeGp: mp4('3gp4'),
  pdf: bytes('%PDF-1.4\n', zeros(64)),
  docx: bytes(
    zipEntry(
      '[Content_Types].xml',
      '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>',
    ),
    zipEntry('word/document.xml', '<w:document/>'),
  ),
  zip: bytes(zipEntry('list.txt', 'milk')),
  doc: bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], zeros(64)),
  exe: bytes('MZ', zeros(64)),
  html: bytes('<!doctype html><html><body>Hello</body></html>'),
  text: bytes('BMW service on Friday\nmilk\n'),
};
