import { Logger } from '@nestjs/common';

import { NoticeStore } from '#data';
import { GraphError, limitsAbove, type NumberLimits } from '#whatsapp';

const firstLookWithinMs = 10_000;
const lookEveryMs = 3_600_000;
const lookAgainMs = 5 * 60_000;
/** Webhook fields that tell of other limits. */
const fields = ['phone_number_quality_update', 'business_capability_update'];

/**
 * Compares our limits with what WhatsApp allows the number, and tells the database how many people may be reached from outside the window:
 * at the start, once an hour, and when a notice tells of a change.
 */
export class LimitsWatch {
  readonly #logger = new Logger('limits');
  #dueAtMs: number;
  /** The newest notice about limits when WhatsApp was asked last. */
  #noticeId?: string;
  #known?: NumberLimits;
  #problem?: string;

  /** @param nowMs a monotonic clock, in milliseconds */
  constructor(
    private readonly number: { limits(): Promise<NumberLimits> },
    private readonly notices: Pick<NoticeStore, 'newestOf'>,
    private readonly places: { allowPeople(perDay: number | null): Promise<void> },
    private readonly ours: { perSecond: number; perMinute: number },
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#dueAtMs = this.nowMs() + Math.random() * firstLookWithinMs;
  }

  /** For the health page. */
  get warning(): string | undefined {
    const above = limitsAbove(this.#known ?? {}, this.ours);
    return above.length > 0 ? above.join('; ') : this.#problem;
  }

  /** WhatsApp's rating of the number, as of the last look; undefined until it told one. */
  get quality(): string | undefined {
    return this.#known?.quality;
  }

  async checkWhenDue(): Promise<void> {
    const noticeId = await this.notices.newestOf(fields);
    if (this.nowMs() < this.#dueAtMs && noticeId === this.#noticeId) return;
    this.#noticeId = noticeId;
    await this.check();
  }

  /** Asks WhatsApp now. An outage of WhatsApp is no failure. */
  async check(): Promise<void> {
    this.#dueAtMs = this.nowMs() + lookAgainMs;
    const before = this.warning;
    try {
      const limits = await this.number.limits();
      const { peoplePerDay } = limits;
      if (peoplePerDay !== undefined)
        await this.places.allowPeople(peoplePerDay === Infinity ? null : peoplePerDay);
      this.#tell(limits);
      this.#problem = undefined;
      this.#dueAtMs = this.nowMs() + lookEveryMs;
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      this.#problem = `it is not known what WhatsApp allows the number: ${error.message}`;
    }
    const { warning } = this;
    if (warning !== undefined && warning !== before) this.#logger.warn({ message: warning });
  }

  #tell(limits: NumberLimits): void {
    const { perSecond, peoplePerDay } = limits;
    const isNews = perSecond !== this.#known?.perSecond || peoplePerDay !== this.#known?.peoplePerDay;
    this.#known = limits;
    if (!isNews) return;
    const people = peoplePerDay === Infinity ? 'no limit' : (peoplePerDay ?? 'not known');
    this.#logger.log({
      message: 'what WhatsApp allows the number',
      messagesPerSecond: perSecond ?? 'not known',
      peopleFromOutsideTheWindowPerDay: people,
    });
  }
}
