import { Injectable } from '@nestjs/common';

import { webhookAddress } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';
import { Books } from '../scenario/books.ts';
import { Lanes } from './lanes.ts';
import { mishapsOf } from './mishaps.ts';
import type { Item, Parcel, Webhook } from './parcel.ts';
import { serialise } from './webhook.bytes.ts';
import { WebhookDelivery } from './webhook.delivery.ts';
import { envelope } from './webhook.envelope.ts';

/** How long something that steps aside waits for somebody to overtake it. */
const asideAtMostMs = 1_000;

/**
 * Takes webhooks, puts together what belongs in one POST and has it brought. First attempts keep each person's order, unless the
 * rules say otherwise; one that has to be repeated does not hold up those behind it.
 */
@Injectable()
export class WebhookCourier {
  #lanes = new Lanes();
  readonly #batches = new Map<string, Item[]>();
  readonly #aside = new Map<Parcel, () => void>();
  #parcels = 0;
  #isResetting = false;

  constructor(
    private readonly clock: Clock,
    private readonly books: Books,
    private readonly rules: Rules,
    private readonly delivery: WebhookDelivery,
  ) {}

  deliver(webhook: Webhook, onAcknowledged: () => void = () => undefined): void {
    if (this.#isResetting || !webhook.account.subscribed) return;
    const entry = this.books.openWebhook(webhook.kind, webhook.wamid);
    const { batchMs, batchSize } = this.rules.now;
    const key = `${webhook.account.id} ${webhookAddress(webhook)}`;
    const batch = this.#batches.get(key) ?? [];
    batch.push({ webhook, entry, onAcknowledged });
    if (batch.length === 1) {
      this.#batches.set(key, batch);
      this.clock.after(batchMs, () => this.#close(key, batch));
    }
    if (batchMs === 0 || batch.length >= batchSize) this.#close(key, batch);
  }

  /** The seed's choices begin anew. */
  restartChance(): void {
    this.#parcels = 0;
  }

  /** What is still on its way is given up, and what waits for its time happens without a webhook. */
  reset(): void {
    this.#batches.clear();
    this.#aside.clear();
    this.#lanes = new Lanes();
    this.delivery.reset();
    this.restartChance();
    this.#isResetting = true;
    this.clock.hurry();
    this.#isResetting = false;
  }

  #close(key: string, items: Item[]): void {
    const [first] = items;
    if (!first || this.#batches.get(key) !== items) return;
    this.#batches.delete(key);
    const { account } = first.webhook;
    const webhooks = items.map(({ webhook }) => webhook);
    const madeAt = this.clock.now();
    this.#dispatch({
      url: webhookAddress(first.webhook),
      bytes: serialise(envelope(account, webhooks, madeAt), this.rules.now),
      items,
      people: [...new Set(webhooks.map(({ userId = account.id }) => userId))],
      madeAt,
      attempts: 0,
    });
  }

  #dispatch(parcel: Parcel): void {
    const mishaps = mishapsOf(this.rules.now, this.#parcels);
    this.#parcels += 1;
    if (mishaps.length > 0) for (const { entry } of parcel.items) entry.mishaps = mishaps;
    if (mishaps.includes('lost')) return;
    const start = (): void => {
      const lanes = this.#lanes;
      const isGivenUp = (): boolean => lanes !== this.#lanes;
      lanes.enter(parcel.people, async () => {
        if (mishaps.includes('wrong signature first') && !isGivenUp())
          await this.delivery.bringForged(parcel);
        if (!isGivenUp()) await this.delivery.bring(parcel);
        if (mishaps.includes('duplicated') && !isGivenUp()) await this.delivery.bringOnce(parcel);
      });
    };
    if (mishaps.includes('late'))
      this.clock.after(this.rules.now.lateByMs, () => this.#isResetting || start());
    else this.#queue(parcel, start, mishaps.includes('reordered'));
  }

  /** What is to lose its place steps aside until the next one about the same person has gone ahead. */
  #queue(parcel: Parcel, start: () => void, stepsAside: boolean): void {
    const aside = [...this.#aside.keys()].filter(({ people }) =>
      people.some((person) => parcel.people.includes(person)),
    );
    if (stepsAside && aside.length === 0) {
      this.#aside.set(parcel, start);
      this.clock.after(asideAtMostMs, () => this.#comeBack(parcel));
      return;
    }
    start();
    for (const one of aside) this.#comeBack(one);
  }

  #comeBack(parcel: Parcel): void {
    const start = this.#aside.get(parcel);
    this.#aside.delete(parcel);
    start?.();
  }
}
