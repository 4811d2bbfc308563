/** What of a WebM file matters for a voice message: the head of its Opus stream and the packets in order. */
export interface OpusTrack {
  head: Uint8Array;
  packets: Uint8Array[];
}

/** Element ids of https://www.rfc-editor.org/rfc/rfc9559 */
const ids = { codecPrivate: 0x63a2, simpleBlock: 0xa3, block: 0xa1 };
/** Segment, Cluster, BlockGroup, Tracks, TrackEntry: their content is walked through as if it stood outside. */
const containers = new Set([0x18538067, 0x1f43b675, 0xa0, 0x1654ae6b, 0xae]);

/**
 * Reads what a browser recorded: one track, no lacing. Containers are entered, everything else is skipped by its
 * size; so the unknown sizes that recorders write for what is still growing do not matter.
 */
export function readWebm(file: Uint8Array): OpusTrack {
  let head: Uint8Array | undefined;
  const packets: Uint8Array[] = [];
  for (let at = 0; at < file.length;) {
    const id = idAt(file, at);
    const size = sizeAt(file, at + id.length);
    at += id.length + size.length;
    if (containers.has(id.value)) continue;
    const content = file.subarray(at, at + size.value);
    if (content.length < size.value) break;
    if (id.value === ids.codecPrivate) head = content;
    if (id.value === ids.simpleBlock || id.value === ids.block) packets.push(packetOf(content));
    at += size.value;
  }
  if (!head) throw new Error('This recording holds no Opus sound');
  return { head, packets };
}

/** Track number, time (2 bytes), flags, packet. */
function packetOf(block: Uint8Array): Uint8Array {
  const flagsAt = sizeAt(block, 0).length + 2;
  const lacing = (block[flagsAt] ?? 0) & 0x06;
  if (lacing) throw new Error('This recording is laced, which no browser does');
  return block.subarray(flagsAt + 1);
}

interface Number {
  value: number;
  /** In bytes. */
  length: number;
}

/** The leading zero bits say how many bytes follow; an id keeps its marker bit. */
function idAt(bytes: Uint8Array, at: number): Number {
  const length = lengthAt(bytes, at);
  return { value: bigEndian(bytes.subarray(at, at + length)), length };
}

function sizeAt(bytes: Uint8Array, at: number): Number {
  const length = lengthAt(bytes, at);
  return { value: bigEndian(bytes.subarray(at, at + length)) - 2 ** (7 * length), length };
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return Math.clz32(bytes[at] ?? 0) - 23;
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
