import { Inject, Injectable, Logger } from '@nestjs/common';
import { BehaviorSubject } from 'rxjs';

import { Clock } from '../clock.ts';
import type { Line } from '../phone/phone.events.ts';
import { Rules } from '../rules/rules.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import type { Parcel } from './parcel.ts';
import { type Outcome, WebhookPost } from './webhook.post.ts';

const firstRetryMs = 500;
const longestRetryMs = 10 * 60_000;
const givenUpAfterMs = 7 * 24 * 3_600_000;

/** Brings a parcel and, as Meta does, brings it again until it is answered with 200, ever more seldom, for seven days. */
@Injectable()
export class WebhookDelivery {
  /** Whether the business answered the newest attempt. */
  readonly line: BehaviorSubject<Line>;
  readonly #logger = new Logger('webhooks');
  /** Between two resets. */
  #era = 0;

  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly post: WebhookPost,
  ) {
    this.line = new BehaviorSubject<Line>({ url: config.webhookUrl, isAnswering: false, trouble: null });
  }

  async bring(parcel: Parcel): Promise<void> {
    const era = this.#era;
    if ((await this.bringOnce(parcel)) === 200) return;
    const waitMs =
      Math.min(firstRetryMs * 2 ** (parcel.attempts - 1), longestRetryMs) / this.rules.now.redeliverySpeed;
    if (this.clock.now() + waitMs - parcel.madeAt > givenUpAfterMs) return;
    this.clock.after(waitMs, () => {
      if (era === this.#era) void this.bring(parcel);
    });
  }

  /** One attempt, whatever its outcome. */
  async bringOnce(parcel: Parcel): Promise<number | null> {
    const era = this.#era;
    const outcome = await this.#send(parcel);
    const { status } = outcome;
    parcel.attempts += 1;
    for (const { entry, onAcknowledged } of parcel.items) {
      entry.attempts += 1;
      entry.lastStatus = status;
      if (status !== 200 || entry.acknowledgedAt) continue;
      entry.acknowledgedAt = this.clock.date().toISOString();
      onAcknowledged();
    }
    if (era === this.#era) this.#report(parcel.url, outcome);
    if (status !== 200) {
      this.#logger.warn({ message: 'webhook not acknowledged', status, attempt: parcel.attempts });
    }
    return status;
  }

  /** As somebody would who does not know the secret. It is no attempt: the right one follows. */
  async bringForged(parcel: Parcel): Promise<void> {
    await this.#send(parcel, { wrongSignature: true });
  }

  /** What waits for its next attempt never gets one. */
  reset(): void {
    this.#era += 1;
    this.line.next({ url: this.config.webhookUrl, isAnswering: false, trouble: null });
  }

  #send({ url, bytes, items, people }: Parcel, { wrongSignature = false } = {}): Promise<Outcome> {
    const numbers = new Set(items.map(({ webhook }) => webhook.number?.id));
    const [numberId] = numbers.size === 1 ? numbers : [];
    const [userId] = people.length === 1 ? people : [];
    return this.post.send({ url, bytes, numberId, userId, wrongSignature });
  }

  #report(url: string, { status, trouble: reason = `HTTP ${status}` }: Outcome): void {
    const isAnswering = status === 200;
    const trouble = isAnswering ? null : reason;
    const { value } = this.line;
    if (value.trouble !== trouble || value.isAnswering !== isAnswering || value.url !== url)
      this.line.next({ url, isAnswering, trouble });
  }
}
