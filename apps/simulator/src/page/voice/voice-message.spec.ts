import fc from 'fast-check';

import { crcOf } from './ogg-crc.ts';
import { webmToOgg } from './voice-message.ts';

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
const textOf = (bytes: Iterable<number>): string => String.fromCodePoint(...bytes);

const head = Uint8Array.from([...bytesOf('OpusHead'), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]);
/** One frame of 20 ms. */
const toc = 31 << 3;
const unknownSize = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

describe('a recording as a voice message', () => {
  it('holds every packet once, in order, and sounds as long', () => {
    const body = fc.uint8Array({ maxLength: 700 });
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 150 }), (bodies) => {
        const packets = bodies.map((bytes) => [toc, ...bytes]);

        const pages = pagesOf(webmToOgg(webm(packets)));

        const [first, , ...sound] = packetsOf(pages);
        expect(first).toEqual([...head]);
        expect(sound).toEqual(packets);
        expect(pages.at(-1)?.granule).toBe(960 * packets.length);
      }),
      { numRuns: 30 },
    );
  });

  it('begins, goes on and ends as Ogg pages do', () => {
    const pages = pagesOf(webmToOgg(webm(Array.from({ length: 120 }, () => [toc, 7]))));

    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 115_200]);
    expect(textOf(packetsOf(pages)[1] ?? [])).toContain('OpusTags');
  });

  it('is read also where a packet stands in a block group, and up to where the file was cut', () => {
    const grouped = element(0xa0, element(0xa1, [0x81, 0, 0, 0, toc, 1]));
    const cut = element(0xa3, [0x81, 0, 0, 0, toc, 2]).slice(0, -1);

    const ogg = webmToOgg(Uint8Array.from([...begin(), ...grouped, ...cut]));

    expect(packetsOf(pagesOf(ogg)).slice(2)).toEqual([[toc, 1]]);
  });

  it.each([
    ['no sound', [...element(0x1a45dfa3, [1, 2, 3])], 'no Opus sound'],
    ['laced packets', [...begin(), ...element(0xa3, [0x81, 0, 0, 0x02, toc])], 'laced'],
  ])('with %s is refused', (_, file, says) => {
    expect(() => webmToOgg(Uint8Array.from(file))).toThrow(says);
  });
});

describe('the check sum of an Ogg page', () => {
  it.each([
    ['', 0],
    ['123456789', 0x89a1897f],
  ])('of %j is as published', (text, crc) => {
    expect(crcOf(Uint8Array.from(bytesOf(text)))).toBe(crc);
  });
});

/** A file as Chromium records it: sizes of what is still growing are unknown. */
function webm(packets: number[][]): Uint8Array {
  const blocks = packets.flatMap((packet) => element(0xa3, [0x81, 0, 0, 0x80, ...packet]));
  return Uint8Array.from([...begin(), ...blocks]);
}

function begin(): number[] {
  const track = element(0x1654ae6b, element(0xae, [...element(0xd7, [1]), ...element(0x63a2, [...head])]));
  return [
    ...element(0x1a45dfa3, element(0x4282, bytesOf('webm'))),
    ...idBytes(0x18538067),
    ...unknownSize,
    ...track,
    ...idBytes(0x1f43b675),
    ...unknownSize,
    ...element(0xe7, [0]),
  ];
}

function element(id: number, content: number[]): number[] {
  return [...idBytes(id), 0x40 | (content.length >> 8), content.length & 255, ...content];
}

function idBytes(id: number): number[] {
  return id > 255 ? [...idBytes(Math.floor(id / 256)), id % 256] : [id];
}

interface Page {
  flags: number;
  granule: number;
  sequence: number;
  segments: { bytes: number[] }[];
}

function pagesOf(file: Uint8Array): Page[] {
  const pages: Page[] = [];
  const view = new DataView(file.buffer);
  for (let at = 0; at < file.length;) {
    expect(textOf(file.subarray(at, at + 4))).toBe('OggS');
    const lacing = [...file.subarray(at + 27, at + 27 + view.getUint8(at + 26))];
    let from = at + 27 + lacing.length;
    const segments = lacing.map((length) => ({ bytes: [...file.subarray(from, (from += length))] }));
    const page = file.slice(at, from);
    page.fill(0, 22, 26);
    expect(view.getUint32(at + 22, true)).toBe(crcOf(page));
    pages.push({
      flags: view.getUint8(at + 5),
      granule: Number(view.getBigUint64(at + 6, true)),
      sequence: view.getUint32(at + 18, true),
      segments,
    });
    at = from;
  }
  return pages;
}

/** A segment that is not full ends its packet. */
function packetsOf(pages: Page[]): number[][] {
  const packets: number[][] = [];
  let open: number[] = [];
  for (const { bytes } of pages.flatMap(({ segments }) => segments)) {
    open.push(...bytes);
    if (bytes.length === 255) continue;
    packets.push(open);
    open = [];
  }
  return packets;
}
