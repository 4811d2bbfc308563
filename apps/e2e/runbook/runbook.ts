import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
export const read = (file: string): string => readFileSync(join(root, file), 'utf8');
export const runbook = read('docs/operations.md');

/** What the groups of each match found, each once. */
export const named = (pattern: RegExp): string[] => [
  ...new Set([...runbook.matchAll(pattern)].map(([, ...groups]) => groups.find(Boolean) ?? '')),
];

/** What it shows as code, on one line. */
export const code = named(/`([^`\n]+)`/g);

interface Ended {
  /** Null when it was killed, or could not be started. */
  exitCode: number | null;
  output: string;
}

/** Runs a program to its end. What has to be killed has failed. */
export function run(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return new Promise((done) => {
    execFile(program, args, { env, cwd: root }, (error, stdout, stderr) => {
      const failedWith = typeof error?.code === 'number' ? error.code : null;
      done({ exitCode: error === null ? 0 : failedWith, output: stdout + stderr });
    });
  });
}
