import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { type DestinationStream, pino } from 'pino';

const stdout = 1;
/** Bytes buffered for a slow reader. */
const mostWaiting = 1024 * 1024;
/** How long the end of a process may wait for the reader, which may only be busy. */
const usualLastLinesLimitMs = 3_000;

const pipes: PipeOutput[] = [];

/**
 * The log's destination: standard output. A pipe must never block the process. When its reader hangs, further lines are
 * dropped and `onDropped` gets their number once it reads again; when its reader is gone, nothing is logged and the
 * process ends as usual.
 */
export function logOutput(onDropped: (lines: number) => void): DestinationStream {
  const target = fstatSync(stdout);
  // A file or a terminal takes each line at once.
  if (!target.isFIFO() && !target.isSocket()) return pino.destination({ sync: true });
  const pipe = new PipeOutput(onDropped);
  pipes.push(pipe);
  return pipe;
}

/** Resolves when every line so far has left the process; in any case soon, since the reader may hang. To be awaited before `process.exit`. */
export async function lastLinesWritten(limitMs = usualLastLinesLimitMs): Promise<void> {
  await Promise.race([Promise.all(pipes.map((pipe) => pipe.written())), setTimeout(limitMs)]);
}

/**
 * pino's own destinations do not work here: a synchronous one blocks the process on a full pipe, and a buffering one
 * never returns from its last flush once the reader is gone.
 */
class PipeOutput implements DestinationStream {
  readonly #pipe = new Socket({ fd: stdout, readable: false, writable: true });
  #dropped = 0;

  constructor(onDropped: (lines: number) => void) {
    this.#pipe.on('error', () => this.#pipe.destroy());
    this.#pipe.on('drain', () => {
      const dropped = this.#dropped;
      this.#dropped = 0;
      if (dropped > 0) onDropped(dropped);
    });
  }

  write(line: string): void {
    if (this.#pipe.destroyed) return;
    if (this.#dropped > 0 || this.#pipe.writableLength > mostWaiting) this.#dropped++;
    else this.#pipe.write(line);
  }
  /** Resolves when nothing waits any more, or the reader is gone. */
  async written(): Promise<void> {
    while (!this.#pipe.destroyed && this.#pipe.writableLength > 0) {
      await new Promise<void>((resolve) => void this.#pipe.write('', () => resolve()));
    }
  }
}
