import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Worker } from 'tesseract.js';

import { pixelsOf } from './picture-size.ts';

const require = createRequire(import.meta.url);
/** Below this, in percent, what was read is guesswork. */
const surePercent = 60;
/** Four bytes each, several times over, while it is read. */
const mostPixels = 20_000_000;
const usualLimitMs = 20_000;

type Reader = Pick<Worker, 'recognize' | 'terminate'>;

/** Reads printed English in pictures, in a thread of its own; one picture at a time. Starts with the first picture. */
export class PictureText {
  #reader: Promise<Reader> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param limitMs for one picture; others wait behind it */
  constructor(
    private readonly start: () => Promise<Reader> = startReader,
    private readonly limitMs = usualLimitMs,
  ) {}

  /**
   * @returns an empty text where there is none or reading it takes too much; undefined when nothing here can read, as without the
   * optional packages
   */
  async read(path: string): Promise<string | undefined> {
    const reading = this.#last.then(() => this.#recognize(path));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#stop();
  }

  async #recognize(path: string): Promise<string | undefined> {
    if ((pixelsOf(await readFile(path)) ?? 0) > mostPixels) return '';
    const reader = await this.#started();
    if (!reader) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.limitMs);
    });
    try {
      const read = await Promise.race([reader.recognize(path), tooLong]);
      if (!read) await this.#stop();
      return read && read.data.confidence >= surePercent ? read.data.text.trim() : '';
    } catch {
      // Not a picture that it can decode; the next one may be.
      return '';
    } finally {
      clearTimeout(timer);
    }
  }

  /** What did not start may do so with the next picture. */
  async #started(): Promise<Reader | undefined> {
    this.#reader ??= this.start();
    try {
      return await this.#reader;
    } catch {
      this.#reader = undefined;
      return undefined;
    }
  }

  async #stop(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    await (await reader)?.terminate();
  }
}

/** @throws Error when the optional packages are not installed */
async function startReader(): Promise<Reader> {
  const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  const { createWorker, OEM } = await import('tesseract.js');
  // By default the model would be downloaded, and kept where the process was started.
  return createWorker('eng', OEM.LSTM_ONLY, {
    langPath,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  });
}
