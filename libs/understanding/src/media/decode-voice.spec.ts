import { canRecord, sampleFiles, silentRecording } from '#testing';

import { decodeVoice, sampleRate } from './decode-voice.ts';

const never = new AbortController().signal;

(canRecord ? describe : describe.skip)('a voice note', () => {
  it('is its samples', async () => {
    const samples = await decodeVoice(await silentRecording(2), never);

    expect((samples as Int16Array).length / sampleRate).toBeCloseTo(2, 1);
  });

  it('is too long by what it says, and by what is in it', async () => {
    const file = await silentRecording(3);
    const lying = Buffer.from(file);
    lying.writeBigInt64LE(48_000n, lying.lastIndexOf('OggS') + 6);
    const modest = Buffer.from(file);
    modest.writeBigInt64LE(3n * 3_600n * 48_000n, modest.lastIndexOf('OggS') + 6);

    expect(await decodeVoice(file, never, 2)).toBe('too_long');
    expect(await decodeVoice(lying, never, 2)).toBe('too_long');
    expect(await decodeVoice(modest, never)).toBe('too_long');
  });

  it('is none of another file', async () => {
    expect(await decodeVoice(sampleFiles.mp3, never)).toBeUndefined();
    expect(await decodeVoice(sampleFiles.voice, never)).toBeUndefined();
  });
});
