import { samplesOf } from './opus.ts';

describe('how long an Opus packet sounds', () => {
  it.each([
    ['SILK, 60 ms', [3 << 3], 2_880],
    ['hybrid, 20 ms', [13 << 3], 960],
    ['CELT, 2.5 ms', [16 << 3], 120],
    ['CELT, 20 ms', [31 << 3], 960],
    ['two frames of 20 ms', [(31 << 3) | 1], 1_920],
    ['two frames of unequal size', [(31 << 3) | 2], 1_920],
    ['six counted frames of 20 ms, padded', [(31 << 3) | 3, 0b0100_0110], 5_760],
  ])('%s', (_, packet, samples) => {
    expect(samplesOf(Uint8Array.from(packet))).toBe(samples);
  });
});
