import { crcOf } from './ogg-crc.ts';

const flags = { first: 2, last: 4 };
const headBytes = 27;
const mostSegments = 255;
/** About a second of speech. */
const packetsPerPage = 50;

interface Page {
  packets: Uint8Array[];
  /** Samples up to the end of this page, at 48 kHz. */
  granule: number;
  flags?: number;
}

/**
 * Writes an Opus stream as an Ogg file (RFC 7845), as WhatsApp's voice messages are. `samplesOf` says how long a
 * packet sounds.
 */
export function writeOgg(
  { head, packets }: { head: Uint8Array; packets: Uint8Array[] },
  samplesOf: (packet: Uint8Array) => number,
): Uint8Array<ArrayBuffer> {
  const pages: Page[] = [
    { packets: [head], granule: 0, flags: flags.first },
    { packets: [tags()], granule: 0 },
  ];
  let granule = 0;
  for (let at = 0; at < packets.length;) {
    const onPage = packetsThatFit(packets.slice(at, at + packetsPerPage));
    for (const packet of onPage) granule += samplesOf(packet);
    at += onPage.length;
    pages.push({ packets: onPage, granule, flags: at < packets.length ? 0 : flags.last });
  }
  return joined(pages.map(pageBytes));
}

function packetsThatFit(packets: Uint8Array[]): Uint8Array[] {
  let segments = 0;
  const end = packets.findIndex((packet) => (segments += lacingOf(packet).length) > mostSegments);
  return end < 0 ? packets : packets.slice(0, end);
}

/** A packet is cut in segments of 255 bytes; a shorter one, be it empty, ends it. */
function lacingOf({ length }: Uint8Array): number[] {
  return [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255];
}

function pageBytes({ packets, granule, flags: kind = 0 }: Page, sequence: number): Uint8Array {
  const lacing = packets.flatMap(lacingOf);
  const page = joined([new Uint8Array(headBytes), Uint8Array.from(lacing), ...packets]);
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode('OggS'));
  view.setUint8(5, kind);
  view.setBigUint64(6, BigInt(granule), true);
  // Bytes 14 to 17 number the stream within the file: there is one.
  view.setUint32(14, 1, true);
  view.setUint32(18, sequence, true);
  view.setUint8(26, lacing.length);
  view.setUint32(22, crcOf(page), true);
  return page;
}

/** Name of the writer, no comments. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode('Handsfree');
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, vendor.length, true);
  return joined([new TextEncoder().encode('OpusTags'), length, vendor, new Uint8Array(4)]);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
