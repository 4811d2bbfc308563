import { Injectable, Logger } from '@nestjs/common';

import { Database, DueReminderStore, OutboundStore, ringKinds, type Start, TemplateStore } from '#data';
import { languageWishes, neededTemplateNames } from '#whatsapp';

import { ringMessage } from './ring-message.ts';

/** Keeps what would ring at night, at a time that nobody named, until the person's quiet hours are over. */
@Injectable()
export class QuietHours {
  readonly #logger = new Logger('outbound');

  constructor(
    private readonly database: Database,
    private readonly reminders: DueReminderStore,
    private readonly outbound: OutboundStore,
    private readonly templates: TemplateStore,
  ) {}

  /** In the words that are right when it leaves: "tomorrow" is over by then. */
  async hold(outboundId: string, { until, attempt }: Extract<Start, { waitFor: 'morning' }>): Promise<void> {
    const isHeld = await this.database.transaction(async (tx) => {
      const due = await this.reminders.announcedBy(tx, outboundId);
      const wishFor = languageWishes(await this.templates.approved(neededTemplateNames, tx));
      const isTold = due !== undefined && ringKinds.includes(due.kind);
      const words = isTold ? ringMessage(due, until, wishFor(due.language)) : undefined;
      return this.outbound.hold(tx, outboundId, { until, attempt, words });
    });
    if (isHeld) this.#logger.log({ message: 'waits for the end of quiet hours', job: outboundId });
  }
}
