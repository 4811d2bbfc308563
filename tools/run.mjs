// How the commands of package.json run other programs. Plain JavaScript: nothing is installed yet.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const isWindows = process.platform === 'win32';
/** @type {NodeJS.Signals[]} */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const stopLimitMs = 5_000;

/** This process was asked to end while a program ran, which has ended too. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super('Interrupted');
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** The path of a program that came with a package. */
export const bin = (name) => join(root, 'node_modules/.bin', name);

/**
 * Runs a program quietly; its output is shown when it fails. It ends with this process, and whatever it started too,
 * unless this process is killed.
 *
 * @param onStart gets the program's process id
 */
export function run(program, args, environment = {}, onStart) {
  return new Promise((resolve, reject) => {
    // First: of a signal that came before, the program would hear nothing.
    const endStopping = stopOnSignals(() => child);
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isWindows,
      // A process group of its own: so that all of it can be ended.
      detached: !isWindows,
    });
    if (child.pid) onStart?.(child.pid);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => {
      endStopping();
      reject(new Error(`\`${program}\` can not be run: ${error.message}`));
    });
    child.on('close', (code) => {
      const signal = endStopping();
      if (signal) reject(new Interrupted(signal));
      else if (code === 0) resolve(output);
      else reject(new Error(`\`${[program, ...args].join(' ')}\` failed:\n${output.trim()}`));
    });
  });
}

/** Passes signals on to a program's group. @returns how to end that; it tells the signal that came */
function stopOnSignals(childOf) {
  let came = '';
  let force;
  const signalAll = (signal) => {
    const child = childOf();
    try {
      if (isWindows) child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const stop = (signal) => {
    came = signal;
    signalAll('SIGTERM');
    force ??= setTimeout(() => signalAll('SIGKILL'), stopLimitMs);
  };
  for (const signal of stopSignals) process.on(signal, stop);
  return () => {
    for (const signal of stopSignals) process.off(signal, stop);
    clearTimeout(force);
    return came;
  };
}

/** Runs one of our built programs in this terminal with this process's arguments, and exits as it exits. */
export async function handOver(program) {
  const child = spawn(process.execPath, [join(root, program), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both; any other signal that ends this process must end that one too.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  await new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + constants.signals[signal];
      resolve(undefined);
    });
  });
}

/** Ends this process with a plain message instead of a stack when the command fails. */
export async function main(command) {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  }
}
