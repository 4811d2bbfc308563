import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';

import type { AccountPayload } from '#queues';

import type { SplitWebhook } from './split-webhook.ts';

const acceptedEveryMs = 50;
const refusalsEveryMs = 1_000;

/**
 * What came of the webhooks. A line each would cost a good part of what ingress can do, so there is one for all that were
 * accepted in a moment, with the key of every message, and one a second for each reason to refuse.
 */
@Injectable()
export class WebhookLog implements OnApplicationShutdown {
  readonly #logger = new Logger('webhook');
  #accepted: SplitWebhook[] = [];
  readonly #refused = new Map<string, { count: number; cause?: string }>();
  #timer?: NodeJS.Timeout;

  accepted(split: SplitWebhook): void {
    if (this.#accepted.push(split) === 1) setTimeout(() => this.#writeAccepted(), acceptedEveryMs);
  }

  /** @param cause of the last one of its kind; the reasons are few and fixed */
  refused(reason: string, cause?: string): void {
    const count = (this.#refused.get(reason)?.count ?? 0) + 1;
    this.#refused.set(reason, { count, cause });
    this.#timer ??= setTimeout(() => this.#writeRefused(), refusalsEveryMs);
  }

  onApplicationShutdown(): void {
    this.#writeAccepted();
    this.#writeRefused();
  }

  #writeAccepted(): void {
    if (this.#accepted.length === 0) return;
    const all = this.#accepted;
    this.#accepted = [];
    const notices = all.flatMap((split) => split.notices);
    this.#logger.log({
      message: 'accepted',
      webhooks: all.length,
      messages: all.flatMap(({ intent }) => intent.map(({ messageKey }) => messageKey)),
      statuses: all.reduce((sum, { statuses }) => sum + statuses.length, 0),
      ...(notices.length > 0 && { notices: notices.length, reasons: reasonsOf(notices) }),
    });
  }

  #writeRefused(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [reason, { count, cause }] of this.#refused) {
      this.#logger.warn({ message: 'refused', reason, webhooks: count, cause });
    }
    this.#refused.clear();
  }
}

const reasonsOf = (notices: AccountPayload[]): string[] => [...new Set(notices.map(({ reason }) => reason))];
