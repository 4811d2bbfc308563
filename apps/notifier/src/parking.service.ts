import { Injectable, Logger } from '@nestjs/common';

import { Database, ParkedStore, type Sendable, TemplateStore } from '#data';
import { InjectProducer, type OutboundPayload, outboundQueue, QueueProducer } from '#queues';
import { inLanguage, replies } from '#replies';
import { languageWishes, neededTemplateNames, waitingAnswerTemplate } from '#whatsapp';

const batch = 200;

/** Keeps what does not reach a person outside the window, and tells them by a template that something waits. */
@Injectable()
export class Parking {
  readonly #logger = new Logger('outbound');

  constructor(
    private readonly database: Database,
    private readonly parked: ParkedStore,
    private readonly templates: TemplateStore,
    @InjectProducer(outboundQueue) private readonly queue: QueueProducer<OutboundPayload>,
  ) {}

  /** @returns whether it is parked now; if not, the window is open, or it has left */
  async park(outboundId: string): Promise<boolean> {
    const wishFor = languageWishes(await this.templates.approved(neededTemplateNames));
    const parked = await this.parked.park(outboundId, (language) => waitingAnswerTemplate(wishFor(language)));
    if (!parked) return false;
    this.#logger.log({ message: 'waits for the person to write', job: outboundId });
    if (parked.noticeId !== undefined)
      await this.queue.enqueue({ outboundId: parked.noticeId, purpose: 'reminder' });
    return true;
  }

  /** The word that something waits, when nothing does: it was repeated or replayed after the person had written. */
  async isNeedless({ contactId, template }: Pick<Sendable, 'contactId' | 'template'>): Promise<boolean> {
    if (template?.name !== waitingAnswerTemplate().name) return false;
    return !(await this.parked.isAnythingParked(contactId));
  }

  /** What was parked for somebody who became one with somebody who has written, or whose template can be used by now, is sent. */
  async releaseSendable(): Promise<void> {
    const usable = await this.parked.releaseUsable(batch);
    await this.queue.enqueueAgain(
      ...usable.map((outboundId) => ({ outboundId, purpose: 'reminder' as const })),
    );
    const people = await this.parked.findReleasable(batch);
    if (people.length === 0) return;
    const released = await this.database.transaction((tx) =>
      this.parked.release(tx, people, (count, language) =>
        inLanguage(language, () => replies.leftOut(count)),
      ),
    );
    const ids = released.flatMap((one) => one.ids);
    await this.queue.enqueueAgain(...ids.map((outboundId) => ({ outboundId })));
  }
}
