import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import type { Worker } from 'tesseract.js';

const require = createRequire(import.meta.url);
/** Below this, in percent, what was read is guesswork. */
const surePercent = 60;

/** Reads printed English in pictures, in a thread of its own; one picture at a time. Starts with the first picture. */
export class PictureText {
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @returns an empty text where there is none, undefined when the optional packages that read are not installed */
  async read(path: string): Promise<string | undefined> {
    const data = dataFolder();
    if (data === undefined) return undefined;
    const reading = this.#last.then(() => this.#recognize(path, data));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async close(): Promise<void> {
    await this.#last;
    await (await this.#worker)?.terminate();
    this.#worker = undefined;
  }

  async #recognize(path: string, langPath: string): Promise<string> {
    this.#worker ??= start(langPath);
    const worker = await this.#worker;
    try {
      const { data } = await worker.recognize(path);
      return data.confidence >= surePercent ? data.text.trim() : '';
    } catch {
      // Not a picture that it can decode; the next one may be.
      return '';
    }
  }
}

async function start(langPath: string): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js');
  // By default the model would be downloaded, and kept where the process was started.
  return createWorker('eng', OEM.LSTM_ONLY, {
    langPath,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  });
}

function dataFolder(): string | undefined {
  try {
    require.resolve('tesseract.js');
    return join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  } catch {
    return undefined;
  }
}
