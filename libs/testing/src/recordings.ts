import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isInstalled = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Whether voice notes can be made here: needs the programs `flite` and `opusenc`. */
export const canRecord = isInstalled('flite') && isInstalled('opusenc');

/** A voice note, Opus in an Ogg file, in which a machine says these words. */
export const recordingOf = (words: string): Promise<Uint8Array> =>
  encoded((path) => run('flite', ['-t', words, '-o', path]));

/** A voice note in which nobody speaks. @param level of noise, of full scale */
export const silentRecording = (seconds: number, level = 0.0005): Promise<Uint8Array> =>
  encoded((path) => writeFile(path, wavOf(seconds, level)));

async function encoded(write: (path: string) => Promise<unknown>): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'handsfree-recording-'));
  try {
    const [wav, ogg] = [join(folder, 'a.wav'), join(folder, 'a.ogg')];
    await write(wav);
    await run('opusenc', ['--quiet', wav, ogg]);
    return new Uint8Array(await readFile(ogg));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function wavOf(seconds: number, level: number): Uint8Array {
  const rate = 16_000;
  const samples = Int16Array.from({ length: seconds * rate }, () => (Math.random() * 2 - 1) * level * 32_767);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
