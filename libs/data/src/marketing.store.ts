import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';

/** Whether people want marketing messages: their latest choice, by the time they made it. */
@Injectable()
export class MarketingStore {
  constructor(private readonly database: Database) {}

  async recordStop(contactId: string, at: Date): Promise<void> {
    await this.database.$executeRaw`
      UPDATE contact SET marketing_chosen_at = ${at}, marketing_stopped_at = ${at}
      WHERE id = ${contactId}::uuid AND (marketing_chosen_at IS NULL OR marketing_chosen_at <= ${at})`;
  }

  /** Of a stop and a resume within one second, the stop wins. */
  async recordResume(contactId: string, at: Date): Promise<void> {
    await this.database.$executeRaw`
      UPDATE contact SET marketing_chosen_at = ${at}, marketing_stopped_at = NULL
      WHERE id = ${contactId}::uuid AND (marketing_chosen_at IS NULL OR marketing_chosen_at < ${at})`;
  }

  async isStopped(contactId: string): Promise<boolean> {
    const stopped = { id: contactId, marketingStoppedAt: { not: null } };
    return (await this.database.contact.count({ where: stopped })) > 0;
  }
}
