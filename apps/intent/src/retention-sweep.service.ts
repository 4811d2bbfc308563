import { Inject, Injectable, Logger } from '@nestjs/common';

import { RetentionStore } from '#data';
import { counter } from '#platform';

import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';

const directions = ['inbound', 'outbound'] as const;
/** Of a direction in one run: a shutdown waits for its end, and the next run continues. */
const mostBatches = 20;

const emptied = counter(
  'messages_emptied_total',
  'Messages whose words were removed since they are older than RETENTION_DAYS',
  ['direction'],
);

/** Removes the words of messages that are older than `RETENTION_DAYS`, unless somebody needs them still. */
@Injectable()
export class RetentionSweep {
  readonly #logger = new Logger('retention');

  constructor(
    private readonly store: RetentionStore,
    @Inject(INTENT_CONFIG) private readonly config: Pick<IntentConfig, 'retentionDays'>,
  ) {}

  async run(): Promise<void> {
    for (const direction of directions) {
      const messages = (await this.#next(direction)) + (await this.#retained(direction));
      if (messages === 0) continue;
      emptied.inc({ direction }, messages);
      this.#logger.log({ message: 'words were removed for their age', direction, messages });
    }
  }

  async #next(direction: (typeof directions)[number]): Promise<number> {
    let messages = 0;
    for (let batches = 1; ; batches++) {
      const done = await this.store.emptyNext(direction, this.config.retentionDays);
      messages += done.emptied;
      if (!done.isMore || batches === mostBatches) return messages;
    }
  }

  async #retained(direction: (typeof directions)[number]): Promise<number> {
    return (await this.store.emptyRetained(direction)).emptied;
  }
}
