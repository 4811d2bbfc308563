import type { IncomingMessage } from 'node:http';

import {
  PayloadTooLargeException,
  RequestTimeoutException,
  ServiceUnavailableException,
} from '@nestjs/common';

import type { IngressLimits } from './ingress.limits.ts';

/** The sender disconnected before its body was complete: nobody waits for an answer. */
export class AbortedError extends Error {
  override name = 'AbortedError';
}

export const tooLarge = (limit: number): Error =>
  new PayloadTooLargeException(`The body is larger than ${limit} bytes`);
export const tooBusy = (): Error => new ServiceUnavailableException('Too many webhooks wait to be queued');

/** Reads request bodies within limits, each and in total. */
export class WebhookBodies {
  #heldBytes = 0;

  constructor(private readonly limits: IngressLimits) {}

  get full(): boolean {
    return this.#heldBytes >= this.limits.heldBytes;
  }

  /** Passes the body to `use`; it counts as held until `use` settles. */
  async lend(request: IncomingMessage, use: (body: Buffer) => Promise<void>): Promise<void> {
    const hold = { bytes: 0 };
    try {
      await use(await this.#read(request, hold));
    } finally {
      this.#heldBytes -= hold.bytes;
    }
  }

  #read(request: IncomingMessage, hold: { bytes: number }): Promise<Buffer> {
    const { bodyBytes, bodyMs } = this.limits;
    const chunks: Buffer[] = [];
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => fail(new RequestTimeoutException(`The body did not arrive within ${bodyMs} ms`)),
        bodyMs,
      );
      const onData = (chunk: Buffer): void => {
        hold.bytes += chunk.length;
        this.#heldBytes += chunk.length;
        chunks.push(chunk);
        if (hold.bytes > bodyBytes) fail(tooLarge(bodyBytes));
        else if (this.#heldBytes > this.limits.heldBytes) fail(tooBusy());
      };
      const fail = (error: Error): void => {
        clearTimeout(timer);
        request.off('data', onData);
        reject(error);
      };
      const onClose = (): void => fail(new AbortedError('The sender went away'));
      request.on('data', onData);
      request.once('end', () => {
        clearTimeout(timer);
        request.off('close', onClose);
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      });
      request.once('close', onClose);
    });
  }
}
