import { Inject, Injectable, Logger } from '@nestjs/common';

import { RetentionStore } from '#data';
import { counter } from '#platform';

import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';

const directions = ['inbound', 'outbound'] as const;
type Direction = (typeof directions)[number];
/** Of a direction in one run, of each of its two walks. */
const mostBatches = 20;

const emptied = counter(
  'messages_emptied_total',
  'Messages whose words were removed since they are older than RETENTION_DAYS',
  ['direction'],
);

type Batch = Awaited<ReturnType<RetentionStore['emptyNext']>>;

/** Removes the words of messages that are older than `RETENTION_DAYS`, unless somebody needs them still. */
@Injectable()
export class RetentionSweep {
  readonly #logger = new Logger('retention');

  constructor(
    private readonly store: RetentionStore,
    @Inject(INTENT_CONFIG) private readonly config: Pick<IntentConfig, 'retentionDays'>,
  ) {}

  /** @returns whether more is left than a run may do. Not to one who found somebody else at it, who goes on. */
  async run(signal: AbortSignal): Promise<boolean> {
    let isMore = false;
    for (const direction of directions) {
      const next = await walk(() => this.store.emptyNext(direction, this.config.retentionDays), signal);
      const retained = await walk(() => this.store.emptyRetained(direction), signal);
      this.#tell(direction, next.emptied + retained.emptied);
      isMore ||= next.isMore || retained.isMore;
    }
    return isMore;
  }

  #tell(direction: Direction, messages: number): void {
    if (messages === 0) return;
    emptied.inc({ direction }, messages);
    this.#logger.log({ message: 'words were removed for their age', direction, messages });
  }
}

/** The first batch is done in any case. */
async function walk(next: () => Promise<Batch>, signal: AbortSignal): Promise<Batch> {
  let sum = 0;
  for (let batches = 1; ; batches++) {
    const { emptied: count, isMore } = await next();
    sum += count;
    if (!isMore || batches === mostBatches || signal.aborted) return { emptied: sum, isMore };
  }
}
