import { Inject, Injectable, Logger } from '@nestjs/common';
import { BehaviorSubject } from 'rxjs';

import { type BusinessAccount, type BusinessNumber, webhookAddress } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import type { Line } from '../phone/phone.events.ts';
import { Books, type WebhookEntry } from '../scenario/books.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { serialise, signatureOf } from './webhook.bytes.ts';
import { envelope } from './webhook.values.ts';

const answerLimitMs = 5_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;
const givenUpAfterMs = 7 * 24 * 3_600_000;

export interface Webhook {
  account: BusinessAccount;
  /** The number that it is about; some fields are about the account. */
  number?: BusinessNumber;
  field: string;
  value: object;
  kind: WebhookEntry['kind'];
  /** Null when it is about no message. */
  wamid: string | null;
  /** Webhooks about one person leave one after the other. */
  userId?: string;
}

interface Parcel {
  url: string;
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
    private readonly clock: Clock,
    private readonly books: Books,
  ) {
    this.line = new BehaviorSubject<Line>({ url: config.webhookUrl, trouble: null });
  }

  deliver(webhook: Webhook, onAcknowledged: () => void = () => undefined): void {
    const { account, number, field, value, kind, wamid, userId = account.id } = webhook;
    if (!account.subscribed) return;
    const entry = this.books.openWebhook(kind, wamid);
    const url = webhookAddress(account, field, number);
    const parcel = { url, bytes: serialise(envelope(account, field, value)), entry, onAcknowledged };
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
    const status = await this.#post(parcel);
    entry.attempts += 1;
    entry.lastStatus = status;
    if (status === 200) {
      entry.acknowledgedAt = this.clock.date().toISOString();
      this.#report(null);
      parcel.onAcknowledged();
      return;
    }
    this.#report(status === null ? 'no answer' : `HTTP ${status}`);
    this.#logger.warn({ message: 'webhook not acknowledged', status, attempt: entry.attempts });
    const waitMs = Math.min(firstRetryMs * 2 ** (entry.attempts - 1), longestRetryMs);
    if (this.clock.now() + waitMs - Date.parse(entry.at) > givenUpAfterMs) return;
    this.clock.after(waitMs, () => void this.#attempt(parcel));
  }

  /** The HTTP status, or null without an answer in time. */
  async #post({ url, bytes }: Parcel): Promise<number | null> {
    try {
      const response = await fetch(url, {
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
