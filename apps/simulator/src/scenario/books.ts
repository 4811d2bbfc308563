import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import type { Mishap } from '../webhooks/mishaps.ts';
import { Ledger } from './ledger.ts';

/** So many entries of each sort are kept; the oldest go first. */
const keptEntries = 100_000;

interface SendEntry {
  wamid: string;
  /** Phone digits or user id, as the business addressed it. */
  to: string;
  /** In plain words. */
  body: string;
  type: string;
  phoneNumberId: string;
  /** The request as it came. */
  request: unknown;
  at: string;
  callbackData: string | null;
  /** It was accepted, and reaches nobody: nothing is ever reported of it. */
  dropped?: boolean;
}

/** A send that was answered with an error. */
interface RefusalEntry {
  code: number;
  /** Why, and what to do. */
  details: string;
  phoneNumberId: string;
  request: unknown;
  at: string;
}

export interface WebhookEntry {
  /** `message`, a status, or the field of what is about no message. */
  kind: string;
  wamid: string | null;
  attempts: number;
  /** HTTP status of the newest attempt; null while there was no answer. */
  lastStatus: number | null;
  at: string;
  acknowledgedAt: string | null;
  /** What the rules did to it on its way. */
  mishaps?: Mishap[];
}

interface ReadEntry {
  wamid: string;
  typing: boolean;
  at: string;
}

interface DownloadEntry {
  /** Null when the link was dead. */
  mediaId: string | null;
  userAgent: string | null;
  /** HTTP status; null while it goes on. */
  status: number | null;
  end: 'open' | 'complete' | 'broken off';
}

/** Everything that was taken in and sent out, for tests and measurements to compare with. */
@Injectable()
export class Books {
  readonly sends = new Ledger<SendEntry>(keptEntries);
  readonly refusals = new Ledger<RefusalEntry>(keptEntries);
  readonly webhooks = new Ledger<WebhookEntry>(keptEntries);
  readonly reads = new Ledger<ReadEntry>(keptEntries);
  readonly downloads = new Ledger<DownloadEntry>(keptEntries);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  openWebhook(kind: WebhookEntry['kind'], wamid: string | null): WebhookEntry {
    const at = this.#clock.date().toISOString();
    const entry: WebhookEntry = { kind, wamid, attempts: 0, lastStatus: null, at, acknowledgedAt: null };
    this.webhooks.push(entry);
    return entry;
  }

  noteRefusal(
    phoneNumberId: string,
    request: unknown,
    { code, error_data: { details } }: { code: number; error_data: { details: string } },
  ): void {
    this.refusals.push({ code, details, phoneNumberId, request, at: this.#clock.date().toISOString() });
  }

  openDownload(mediaId: string | null, userAgent: string | null): DownloadEntry {
    const entry: DownloadEntry = { mediaId, userAgent, status: null, end: 'open' };
    this.downloads.push(entry);
    return entry;
  }

  reset(): void {
    this.sends.length = 0;
    this.refusals.length = 0;
    this.webhooks.length = 0;
    this.reads.length = 0;
    this.downloads.length = 0;
  }
}
