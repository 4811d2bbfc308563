import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';

import { correlationIdOf, traceStep } from '#platform';
import type { AccountPayload } from '#queues';

import type { SplitWebhook } from './split-webhook.ts';

const acceptedEveryMs = 50;
const refusalsEveryMs = 1_000;

/**
 * Logs the outcome of webhooks. One line each would cost ingress much of its throughput, so webhooks accepted within a
 * moment share a line that lists the correlation id of every message, and refusals are counted by reason once a second.
 */
@Injectable()
export class WebhookLog implements OnApplicationShutdown {
  readonly #logger = new Logger('webhook');
  #accepted = nothing();
  readonly #refused = new Map<string, { count: number; cause?: string }>();
  #timer?: NodeJS.Timeout;

  accepted({ intent, statuses, notices }: SplitWebhook): void {
    const sum = this.#accepted;
    if (sum.webhooks++ === 0) setTimeout(() => this.#writeAccepted(), acceptedEveryMs);
    for (const { messageKey } of intent) {
      traceStep('acknowledged', messageKey);
      sum.correlationIds.push(correlationIdOf(messageKey));
    }
    sum.statuses += statuses.length;
    sum.notices += notices.length;
    for (const { reason } of notices) sum.reasons.add(reason);
  }

  /** @param cause that of the last refusal with this reason; reasons are few and fixed */
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
    if (this.#accepted.webhooks === 0) return;
    const { notices, reasons, ...sum } = this.#accepted;
    this.#accepted = nothing();
    this.#logger.log({
      message: 'accepted',
      ...sum,
      ...(notices > 0 && { notices, reasons: [...reasons] }),
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

const nothing = () => ({
  webhooks: 0,
  /** Of the messages. */
  correlationIds: [] as string[],
  statuses: 0,
  notices: 0,
  reasons: new Set<AccountPayload['reason']>(),
});
