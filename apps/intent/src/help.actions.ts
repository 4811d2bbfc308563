import { Inject, Injectable } from '@nestjs/common';

import { NoticeStore, supportNotices, type Transaction } from '#data';
import { replies } from '#replies';

import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import type { Done, Request } from './understood.ts';

/** Tells what can be done here, and how to reach a human. */
@Injectable()
export class HelpActions {
  constructor(
    private readonly notices: NoticeStore,
    @Inject(INTENT_CONFIG) private readonly config: Pick<IntentConfig, 'supportContact'>,
  ) {}

  async tell(tx: Transaction, { action, contactId, messageId, now }: Request): Promise<Done> {
    const { topic, wantsPerson } = action;
    if (!wantsPerson) return { reply: topic ? replies.helpAbout(topic) : replies.help() };
    await this.notices.note(tx, {
      // Once a day of each person, however often they ask.
      noticeKey: `${supportNotices} ${contactId} ${now.toISOString().slice(0, 10)}`,
      field: supportNotices,
      reason: 'somebody asks to talk to a person',
      body: JSON.stringify({ contactId, messageId }),
      receivedAt: now,
    });
    return { reply: replies.talkToPerson(this.config.supportContact) };
  }
}
