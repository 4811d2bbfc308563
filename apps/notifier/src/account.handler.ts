import { Injectable, Logger } from '@nestjs/common';

import { ContactStore, MarketingStore, NoticeStore, TemplateStore, UserIdChangeStore } from '#data';
import type { AccountPayload, Handler } from '#queues';
import { type AccountNotice, pastTime, readNotice, timeOrReceipt } from '#whatsapp';

type Choice = NonNullable<AccountNotice['choices']>[number];

// Consumes the account queue: keeps notices for people on call, and records what limits sending.
@Injectable()
export class AccountHandler implements Handler<AccountPayload> {
  readonly #logger = new Logger('account');

  constructor(
    private readonly notices: NoticeStore,
    private readonly templates: TemplateStore,
    private readonly contacts: ContactStore,
    private readonly marketing: MarketingStore,
    private readonly userIds: UserIdChangeStore,
  ) {}

  async handle(payload: AccountPayload): Promise<void> {
    const { noticeKey, earlierKeys, field, reason, body } = payload;
    const occurredAt = payload.occurredAt === undefined ? undefined : new Date(payload.occurredAt * 1_000);
    // One that bears no date keeps that of its first receipt: delivered again, it would pass for newer than what came since.
    const { isNew, receivedAt } = await this.notices.record({
      noticeKey,
      earlierKeys,
      field,
      reason,
      body,
      occurredAt,
      receivedAt: new Date(payload.receivedAt),
    });
    const notice = readNotice(payload);
    if (isNew) this.#log(payload, notice);
    // On a second run too: the first may have died right here.
    if (notice?.template)
      await this.templates.learn(notice.template, notice.template, occurredAt ?? receivedAt);
    for (const choice of notice?.choices ?? []) await this.#noteChoice(choice, payload, receivedAt);
    for (const { changedAt, ...change } of notice?.userIdChanges ?? []) {
      const at = toldTime(changedAt, payload);
      await this.userIds.apply({
        ...change,
        occurredAt: at === undefined ? receivedAt : new Date(at * 1_000),
      });
    }
  }

  #log({ field, reason }: AccountPayload, notice: AccountNotice | undefined): void {
    this.#logger[notice?.needsPerson ? 'warn' : 'log']({
      message: 'notice',
      field,
      reason,
      event: notice?.event,
    });
  }

  /** Creates people we do not know yet: their choice must hold once they write to us. */
  async #noteChoice(
    { who, stops, chosenAt }: Choice,
    payload: AccountPayload,
    firstReceivedAt: Date,
  ): Promise<void> {
    // Undated words that come again may be an old choice delivered again, or a new one: in doubt, the person has stopped.
    const receivedAt = stops ? payload.receivedAt : firstReceivedAt.getTime();
    const at = new Date(timeOrReceipt(toldTime(chosenAt, payload), receivedAt) * 1_000);
    const record = async ({ id }: { id: string }): Promise<boolean> =>
      stops ? this.marketing.recordStop(id, at) : this.marketing.recordResume(id, at);
    // Another process may make the person one with an older row before their choice is recorded: then that one is meant.
    while (!(await record(await this.contacts.resolve(who, at))));
  }
}

/** When something of a webhook was: as it says itself, or else as the webhook does. In seconds. */
const toldTime = (own: number | undefined, { occurredAt, receivedAt }: AccountPayload): number | undefined =>
  pastTime(own, receivedAt) ?? occurredAt;
