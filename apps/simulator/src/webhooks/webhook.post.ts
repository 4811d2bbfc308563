import { Inject, Injectable } from '@nestjs/common';

import type { HeaderField } from '../phone/phone.events.ts';
import { textOf, Wire } from '../scenario/wire.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { httpPost, reasonOf } from './http-post.ts';
import { signatureOf } from './webhook.bytes.ts';

const answerLimitMs = 5_000;

interface About {
  numberId?: string;
  userId?: string;
}

export interface Post extends About {
  url: string;
  bytes: Buffer;
  wrongSignature?: boolean;
}

interface Signed extends About {
  url: string;
  bytes: Buffer;
  headers: readonly HeaderField[];
  /** The exchange that this one repeats. */
  repeats?: number;
}

export interface Outcome {
  /** Of the exchange on the wire. */
  id: number;
  /** The HTTP status, or null without an answer in time. */
  status: number | null;
  /** Why there was no answer. */
  trouble?: string;
}

/** One signed POST to the business. */
@Injectable()
export class WebhookPost {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly wire: Wire,
  ) {}

  send({ url, bytes, wrongSignature = false, ...about }: Post): Promise<Outcome> {
    const secret = wrongSignature ? `not ${this.config.appSecret}` : this.config.appSecret;
    const headers = [
      { name: 'Host', value: URL.canParse(url) ? new URL(url).host : '' },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'X-Hub-Signature-256', value: signatureOf(bytes, secret) },
      { name: 'Content-Length', value: `${bytes.length}` },
      { name: 'Accept', value: '*/*' },
      { name: 'Connection', value: 'keep-alive' },
    ];
    return this.bring({ url, bytes, headers, ...about });
  }

  /** With the signature that it has. */
  async bring({ url, bytes, headers, repeats, ...about }: Signed): Promise<Outcome> {
    const opening = { direction: 'webhook', method: 'POST', url, headers, repeats } as const;
    const request = textOf(bytes, bytes.length, 'json');
    const exchange = this.wire.open(opening, about, { request, bytes });
    const { id } = exchange;
    const startedAt = performance.now();
    const tookMs = (): number => Math.round(performance.now() - startedAt);
    try {
      const answer = await httpPost(url, headers, bytes, answerLimitMs);
      const { status, headers: responseHeaders, body, contentType } = answer;
      const response = textOf(body, body.length, contentType);
      this.wire.close(exchange, { status, responseHeaders, response, tookMs: tookMs() });
      return { id, status };
    } catch (error) {
      const trouble = reasonOf(error, answerLimitMs);
      this.wire.close(exchange, { trouble, tookMs: tookMs() });
      return { id, status: null, trouble };
    }
  }
}
