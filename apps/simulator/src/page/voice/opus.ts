const samplesPerMs = 48;

/** Frame lengths of the three modes, picked by the upper bits of a packet's first byte (RFC 6716, section 3.1). */
const silkMs = [10, 20, 40, 60];
const hybridMs = [10, 20];
const celtMs = [2.5, 5, 10, 20];

/** How long a packet sounds, in samples at 48 kHz. */
export function samplesOf(packet: Uint8Array): number {
  const [toc = 0, frameCount = 0] = packet;
  return frameMs(toc >> 3) * samplesPerMs * framesOf(toc & 3, frameCount & 63);
}

function frameMs(config: number): number {
  const ms = config < 12 ? silkMs[config % 4] : config < 16 ? hybridMs[config % 2] : celtMs[config % 4];
  return ms ?? 0;
}

/** Code 0 is one frame, 1 and 2 are two, 3 says the count in the next byte. */
function framesOf(code: number, counted: number): number {
  if (code === 3) return counted;
  return code === 0 ? 1 : 2;
}
