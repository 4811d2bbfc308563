import { Inject, Injectable } from '@nestjs/common';

import { textOf, Wire } from '../scenario/wire.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { signatureOf } from './webhook.bytes.ts';

const answerLimitMs = 5_000;

export interface Post {
  url: string;
  bytes: Buffer;
  numberId?: string;
  userId?: string;
  wrongSignature?: boolean;
}

/** One signed POST to the business. */
@Injectable()
export class WebhookPost {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly wire: Wire,
  ) {}

  /** The HTTP status, or null without an answer in time. */
  async send({ url, bytes, numberId, userId, wrongSignature = false }: Post): Promise<number | null> {
    const secret = wrongSignature ? `not ${this.config.appSecret}` : this.config.appSecret;
    const opening = {
      direction: 'webhook',
      method: 'POST',
      url,
      request: textOf(bytes, bytes.length, 'json'),
    } as const;
    const exchange = this.wire.open(opening, { numberId, userId });
    const startedAt = performance.now();
    const tookMs = (): number => Math.round(performance.now() - startedAt);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes, secret) },
        body: new Uint8Array(bytes),
        redirect: 'manual',
        signal: AbortSignal.timeout(answerLimitMs),
      });
      const answer = Buffer.from(await response.arrayBuffer());
      const contentType = response.headers.get('content-type') ?? 'text/plain';
      const { status } = response;
      this.wire.close(exchange, {
        status,
        response: textOf(answer, answer.length, contentType),
        tookMs: tookMs(),
      });
      return status;
    } catch {
      this.wire.close(exchange, { tookMs: tookMs() });
      return null;
    }
  }
}
