import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';

/** Whether people want marketing messages: their latest choice, by the time they made it. */
@Injectable()
export class MarketingStore {
  constructor(private readonly database: Database) {}

  /** @returns false when there is no such row any more: it was made one with another */
  async recordStop(contactId: string, at: Date): Promise<boolean> {
    const recorded = await this.database.$executeRaw`
      UPDATE contact SET marketing_chosen_at = ${at}, marketing_stopped_at = ${at}
      WHERE id = ${contactId}::uuid AND (marketing_chosen_at IS NULL OR marketing_chosen_at <= ${at})`;
    return recorded > 0 || this.#isKnown(contactId);
  }

  /**
   * Of a stop and a resume within one second, the stop wins.
   *
   * @returns as `recordStop`
   */
  async recordResume(contactId: string, at: Date): Promise<boolean> {
    const recorded = await this.database.$executeRaw`
      UPDATE contact SET marketing_chosen_at = ${at}, marketing_stopped_at = NULL
      WHERE id = ${contactId}::uuid AND (marketing_chosen_at IS NULL OR marketing_chosen_at < ${at})`;
    return recorded > 0 || this.#isKnown(contactId);
  }

  async #isKnown(id: string): Promise<boolean> {
    return (await this.database.contact.count({ where: { id } })) > 0;
  }
}
