import { Injectable } from '@nestjs/common';

import { Clock } from '../../clock.ts';
import { Conversations } from '../../phone/conversations.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { Rules } from '../../rules/rules.ts';
import type { Verdict } from '../../rules/send-rule.ts';
import { WebhookCourier } from '../../webhooks/webhook.courier.ts';
import { ofNumber } from '../../webhooks/webhook.values.ts';
import { faultOf } from '../error.table.ts';
import type { SentMessage } from './sent-message.ts';
import { type Status, statusValue } from './status.value.ts';

/** A send is answered at last, also when nobody takes the statuses that are to come before the answer. */
const patienceMs = 5_000;

interface Step {
  status: Status;
  afterMs: number;
  hasPricing?: boolean;
}

/** Tells the business what becomes of its messages. */
@Injectable()
export class Statuses {
  readonly #unplayed = new Map<string, SentMessage>();

  constructor(
    private readonly courier: WebhookCourier,
    private readonly conversations: Conversations,
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  /** Resolves when the send may be answered. */
  async begin(message: SentMessage): Promise<void> {
    if (message.isVoice && !message.failure) this.#unplayed.set(message.wamid, message);
    const steps = this.#stepsOf(message);
    if (this.rules.now.statusesFirst) {
      const reports = steps.map((step) => this.#report(message, step));
      const patience = new Promise<void>((resolve) => this.clock.after(patienceMs, resolve));
      await Promise.race([Promise.all(reports), patience]);
      return;
    }
    for (const step of steps) this.clock.after(step.afterMs, () => void this.#report(message, step));
  }

  /** The person played a voice message; only the first time is told. Returns whether it was one. */
  played(wamid: string): boolean {
    const message = this.#unplayed.get(wamid);
    if (!message) return false;
    this.#unplayed.delete(wamid);
    void this.#report(message, { status: 'played', afterMs: 0 });
    return true;
  }

  /** Nothing is left to be played. */
  reset(): void {
    this.#unplayed.clear();
  }

  #stepsOf({ failure, isReaction }: SentMessage): Step[] {
    const { sent, delivered, read } = this.rules.now.statusAfterMs;
    if (failure) return [{ status: 'failed', afterMs: sent ?? 0 }];
    const steps: Step[] = [];
    if (sent !== null) steps.push({ status: 'sent', afterMs: sent, hasPricing: true });
    if (isReaction) return steps;
    // The price stands on one of these two.
    if (delivered !== null) steps.push({ status: 'delivered', afterMs: delivered, hasPricing: true });
    if (read !== null) steps.push({ status: 'read', afterMs: read, hasPricing: delivered === null });
    return steps;
  }

  /** Resolves when the business took it. */
  #report(message: SentMessage, { status, hasPricing = false }: Step): Promise<void> {
    const { wamid, number, person, failure } = message;
    const value = ofNumber(number, statusValue(message, { status, at: this.clock.date(), hasPricing }));
    const { account } = number;
    const webhook = { account, number, field: 'messages', kind: status, wamid, userId: person.userId, value };
    return new Promise((resolve) => {
      this.courier.deliver(webhook, () => {
        if (failure) this.conversations.fail(wamid, explained(failure));
        else this.conversations.advance(wamid, status);
        resolve();
      });
    });
  }
}

/** What the phone says of a message that did not arrive. */
function explained({ code, details }: Verdict): NonNullable<Bubble['error']> {
  const { title, advice = title } = faultOf(code);
  return { code, title, details: details ?? advice };
}
