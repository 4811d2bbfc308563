import { spawn, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';

const program = 'pocketsphinx_continuous';
let installed: boolean | undefined;

/** Whether the offline speech engine is on this machine: Debian's packages `pocketsphinx` and `pocketsphinx-en-us`. */
export function canHearLocally(): boolean {
  installed ??= spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  return installed;
}

/**
 * The English words in a recording, as the offline engine hears them: often wrong, so nothing may be done on its word alone.
 *
 * @param samples 16,000 a second, of 16 bits
 * @param path of a file that may be written beside the recording
 * @returns an empty text when it heard nothing
 */
export async function hearLocally(samples: Int16Array, path: string, signal: AbortSignal): Promise<string> {
  try {
    await writeFile(path, samples, { mode: 0o600 });
    return await output(['-infile', path, '-logfn', '/dev/null'], signal);
  } finally {
    await rm(path, { force: true });
  }
}

function output(options: string[], signal: AbortSignal): Promise<string> {
  const child = spawn(program, options, { signal, stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`${program} ended with ${code}`));
      else resolve(Buffer.concat(chunks).toString().trim().replaceAll(/\s+/g, ' '));
    });
  });
}
