import { Injectable, Logger } from '@nestjs/common';

import { ContactStore, MarketingStore, NoticeStore, TemplateStore, UserIdChangeStore } from '#data';
import type { AccountPayload, Handler } from '#queues';
import { type AccountNotice, readNotice, timeOrReceipt } from '#whatsapp';

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
    const { noticeKey, field, reason, body } = payload;
    const occurredAt = payload.occurredAt === undefined ? undefined : new Date(payload.occurredAt * 1_000);
    // One that bears no date keeps that of its first receipt: delivered again, it would pass for newer than what came since.
    const { isNew, receivedAt } = await this.notices.record({
      noticeKey,
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
    for (const choice of notice?.choices ?? [])
      await this.#noteChoice(choice, payload.occurredAt, receivedAt);
    for (const change of notice?.userIdChanges ?? []) {
      await this.userIds.apply({ ...change, occurredAt: occurredAt ?? receivedAt });
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
    occurredAt: number | undefined,
    receivedAt: Date,
  ): Promise<void> {
    const { id } = await this.contacts.resolve(who);
    const at = new Date(timeOrReceipt(chosenAt ?? occurredAt, receivedAt.getTime()) * 1_000);
    await (stops ? this.marketing.recordStop(id, at) : this.marketing.recordResume(id, at));
  }
}
