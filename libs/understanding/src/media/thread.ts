import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/** What a thread gets. */
export interface ThreadLimits {
  limitMs: number;
  /** Of the JavaScript heap, in MiB; what lies outside of it is for `work` to bound. */
  heapMb: number;
  signal: AbortSignal;
  /** Package that is loaded for the function. */
  library?: string;
}

/**
 * Runs a function in a thread of its own: a file that was made to cost much holds up nobody else, and is given up.
 *
 * @param work travels as text, since a thread can load neither TypeScript nor, in tests, what was compiled: it may use nothing but its
 * input, the library and what Node has globally; not `import()` either, for which the compiler calls a helper
 * @throws Error when `work` fails or is given up; the signal's reason once that aborts
 */
export async function inThread<Input, Output>(
  work: (input: Input, library: never) => Promise<Output>,
  input: Input,
  { limitMs, heapMb, signal, library }: ThreadLimits,
): Promise<Output> {
  signal.throwIfAborted();
  const code = `const { parentPort, workerData: { input, library } } = require('node:worker_threads');
    Promise.resolve(library && import(library))
      .then((loaded) => (${work.toString()})(input, loaded))
      .then((output) => parentPort.postMessage(output));`;
  const worker = new Worker(code, {
    eval: true,
    workerData: { input, library: library && pathToFileURL(require.resolve(library)).href },
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    // What a library prints about a file may quote it.
    stdout: true,
    stderr: true,
  });
  let abort: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Output>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (exitCode) => reject(new Error(`the thread ended with ${exitCode}`)));
      timer = setTimeout(() => reject(new Error(`not done within ${limitMs} ms`)), limitMs);
      abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
