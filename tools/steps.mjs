// Carries out the steps that are outstanding: those whose inputs have changed since they last succeeded, and those whose
// output is no longer what they left. Plain JavaScript: nothing is installed yet.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { withLock } from './lock.mjs';
import { showProgress } from './progress.mjs';
import { root, run } from './run.mjs';

/**
 * @typedef {object} Step
 * @property {string} what for the reader
 * @property {() => string} inputs a digest of what it depends on
 * @property {() => string | null} output a digest of what it makes, without the stamp; null when it is broken
 * @property {() => string} [progress] how far the work is, in a few words
 * @property {string} stamp a file within the output, written once the step has succeeded
 * @property {(run: (program: string, args: string[], environment?: object) => Promise<unknown>) => Promise<unknown>} work
 */

/**
 * Reports on standard error: standard output belongs to the command that follows. Of several processes one works and the
 * others wait.
 *
 * @param {Step[]} steps in order
 */
export async function carryOut(steps) {
  if (steps.every(seemsDone)) return;
  await withLock(join(root, '.preparing'), sayWaiting, async (alsoHeldBy) => {
    for (const step of steps) {
      if (isDone(step)) continue;
      const endProgress = showProgress(step.what, step.progress ?? (() => ''));
      let isFinished = false;
      try {
        await carryOutOne(step, alsoHeldBy);
        isFinished = true;
      } finally {
        endProgress(isFinished);
      }
    }
  });
}

/** @param {Step} step */
async function carryOutOne(step, alsoHeldBy) {
  const stamp = join(root, step.stamp);
  // First: if the work is cut short, no stamp must vouch for what it leaves.
  rmSync(stamp, { force: true });
  // Before the work, too: what changes meanwhile may not be in the output.
  const inputs = step.inputs();
  await step.work((program, args, environment) => run(program, args, environment, alsoHeldBy));
  const made = step.output();
  if (made === null) throw new Error(`${step.what} left something out`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs + made);
}

const sayWaiting = (pid) =>
  process.stderr.write(`Waiting for another command (process ${pid}), which installs or builds here …\n`);

/** Looks without the lock, so another process may just be taking away what is looked at. */
function seemsDone(step) {
  try {
    return isDone(step);
  } catch {
    return false;
  }
}

/** @param {Step} step */
function isDone(step) {
  const path = join(root, step.stamp);
  return existsSync(path) && readFileSync(path, 'utf8') === stampOf(step);
}

/** @param {Step} step */
function stampOf({ inputs, output }) {
  const made = output();
  return made === null ? null : inputs() + made;
}

/**
 * @param {string[]} paths files and folders
 * @param {string} [except] a file or folder within them
 * @returns {string} of the files' names and contents, and of Node's version
 */
export function digest(paths, except) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap((path) => filesIn(path, except))) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesIn(path, except) {
  if (path === except || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .toSorted()
    .flatMap((name) => filesIn(`${path}/${name}`, except));
}
