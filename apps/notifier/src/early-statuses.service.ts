import { Injectable, Logger } from '@nestjs/common';

import { Database, EarlyStatusStore, type KnownReport } from '#data';
import { correlationIdOf } from '#platform';

import { StatusReports } from './status-reports.service.ts';

const batch = 500;

/**
 * Applies status reports that arrived before the id of their message did. Only this task does it, so whoever records an id
 * need not know about early reports, and none can slip through between the two.
 */
@Injectable()
export class EarlyStatuses {
  readonly #logger = new Logger('status');

  constructor(
    private readonly database: Database,
    private readonly early: EarlyStatusStore,
    private readonly reports: StatusReports,
  ) {}

  async applyKnown(): Promise<void> {
    for (const report of await this.early.known(batch)) await this.#apply(report);
    await this.early.forgetForeign();
  }

  /** One that fails comes again, and holds up no other. */
  async #apply(report: KnownReport): Promise<void> {
    try {
      if (await this.reports.apply(report)) await this.early.forget(report);
    } catch (error) {
      if (this.database.isCauseOf(error)) throw error;
      const correlationId = correlationIdOf(report.wamid.blindIndex);
      this.#logger.error({ message: 'failed, will be tried again', correlationId, reason: String(error) });
    }
  }
}
