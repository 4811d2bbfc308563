import { Injectable } from '@nestjs/common';

import { EarlyStatusStore } from '#data';

import { StatusReports } from './status-reports.service.ts';

const batch = 500;

/**
 * Applies status reports that arrived before the id of their message did. Only this task does it, so whoever records an id
 * need not know about early reports, and none can slip through between the two.
 */
@Injectable()
export class EarlyStatuses {
  constructor(
    private readonly early: EarlyStatusStore,
    private readonly reports: StatusReports,
  ) {}

  async applyKnown(): Promise<void> {
    for (const report of await this.early.known(batch)) {
      if (await this.reports.apply(report)) await this.early.forget(report.wamid, report.status);
    }
    await this.early.forgetForeign();
  }
}
