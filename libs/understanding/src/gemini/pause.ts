import { DateTime } from 'luxon';

import type { GeminiError, GeminiFault } from './gemini.errors.ts';

/** Google counts days in this zone. */
const quotaZone = 'America/Los_Angeles';
/** A key or a model may be put in order at Google, without a restart here. */
const settingsPauseMinutes = 5;

const reasons: Partial<Record<GeminiFault, string>> = {
  key: 'GEMINI_API_KEY is refused by the Gemini API',
  model: 'GEMINI_MODEL names a model that the Gemini API does not have',
  day_quota: "Google's quota for the day is used up",
};

/** A time without calls, after an answer that says that further ones are in vain. */
export class Pause {
  #reason?: string;
  #until = 0;

  /** @param now the time in milliseconds since 1970 */
  constructor(private readonly now: () => number = Date.now) {}

  /** Why no call is made now. */
  get reason(): string | undefined {
    return this.now() < this.#until ? this.#reason : undefined;
  }

  /** @returns whether a pause begins because of this error */
  beginsWith({ fault }: GeminiError): boolean {
    const reason = reasons[fault];
    if (reason === undefined) return false;
    const isNews = this.reason === undefined;
    this.#reason = reason;
    const now = DateTime.fromMillis(this.now(), { zone: quotaZone });
    this.#until = endOf(fault, now).toMillis();
    return isNews;
  }
}

const endOf = (fault: GeminiFault, now: DateTime): DateTime =>
  fault === 'day_quota' ? now.plus({ days: 1 }).startOf('day') : now.plus({ minutes: settingsPauseMinutes });
