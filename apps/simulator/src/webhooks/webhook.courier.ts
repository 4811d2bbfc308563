import { Inject, Injectable, Logger } from '@nestjs/common';
import { BehaviorSubject } from 'rxjs';

import type { Line } from '../phone/phone.events.ts';
import { Books, type WebhookEntry } from '../scenario/books.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { Timers } from '../timers.ts';
import { serialise, signatureOf } from './webhook.bytes.ts';
import { envelope } from './webhook.values.ts';

const answerLimitMs = 5_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;
const givenUpAfterMs = 7 * 24 * 3_600_000;

interface Webhook {
  kind: WebhookEntry['kind'];
  wamid: string;
  /** Webhooks about one person leave one after the other. */
  userId: string;
  value: object;
}

interface Parcel {
  bytes: Buffer;
  entry: WebhookEntry;
  onAcknowledged: () => void;
}

/**
 * Brings webhooks to the business and, as Meta does, brings them again until they are answered with 200. First
 * attempts keep each person's order; one that has to be repeated does not hold up those behind it.
 */
@Injectable()
export class WebhookCourier {
  /** Whether the business answered the newest attempt. */
  readonly line: BehaviorSubject<Line>;
  readonly #logger = new Logger('webhooks');
  readonly #lastOfPerson = new Map<string, Promise<void>>();

  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly timers: Timers,
    private readonly books: Books,
  ) {
    this.line = new BehaviorSubject<Line>({ url: config.webhookUrl, trouble: null });
  }

  deliver({ kind, wamid, userId, value }: Webhook, onAcknowledged: () => void): void {
    const entry = this.books.openWebhook(kind, wamid);
    const parcel = { bytes: serialise(envelope(this.config, value)), entry, onAcknowledged };
    const ahead = this.#lastOfPerson.get(userId) ?? Promise.resolve();
    const turn = ahead
      .then(() => this.#attempt(parcel))
      .finally(() => {
        if (this.#lastOfPerson.get(userId) === turn) this.#lastOfPerson.delete(userId);
      });
    this.#lastOfPerson.set(userId, turn);
  }

  async #attempt(parcel: Parcel): Promise<void> {
    const { entry } = parcel;
    const status = await this.#post(parcel.bytes);
    entry.attempts += 1;
    entry.lastStatus = status;
    if (status === 200) {
      entry.acknowledgedAt = new Date().toISOString();
      this.#report(null);
      parcel.onAcknowledged();
      return;
    }
    this.#report(status === null ? 'no answer' : `HTTP ${status}`);
    this.#logger.warn({ message: 'webhook not acknowledged', status, attempt: entry.attempts });
    const waitMs = Math.min(firstRetryMs * 2 ** (entry.attempts - 1), longestRetryMs);
    if (Date.now() + waitMs - Date.parse(entry.at) > givenUpAfterMs) return;
    this.timers.after(waitMs, () => void this.#attempt(parcel));
  }

  /** The HTTP status, or null without an answer in time. */
  async #post(bytes: Buffer): Promise<number | null> {
    try {
      const response = await fetch(this.config.webhookUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': signatureOf(bytes, this.config.appSecret),
        },
        body: new Uint8Array(bytes),
        redirect: 'manual',
        signal: AbortSignal.timeout(answerLimitMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  #report(trouble: string | null): void {
    if (this.line.value.trouble !== trouble) this.line.next({ ...this.line.value, trouble });
  }
}
