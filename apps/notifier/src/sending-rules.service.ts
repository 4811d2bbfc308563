import { Injectable } from '@nestjs/common';

import { MarketingStore, type TemplateKey, TemplateStore } from '#data';
import { reactionTo } from '#whatsapp';

interface Message {
  contactId: string;
  template?: TemplateKey;
}

/** WhatsApp's own codes for sends that it would refuse anyway. */
const refusals = { paused: 132_015, disabled: 132_016, notApproved: 132_001, marketingStopped: 131_050 };

/** What may not be sent at the moment, according to webhooks and errors. */
@Injectable()
export class SendingRules {
  constructor(
    private readonly templates: TemplateStore,
    private readonly marketing: MarketingStore,
  ) {}

  /** @returns WhatsApp's code for why the message may not be sent; null when it may */
  async refusalOf({ contactId, template }: Message): Promise<number | null> {
    // Templates that we know nothing about are left to WhatsApp to judge.
    const known = template && (await this.templates.find(template));
    if (!known) return null;
    if (known.status === 'PAUSED') return refusals.paused;
    if (known.status === 'DISABLED') return refusals.disabled;
    if (known.status !== null && known.status !== 'APPROVED') return refusals.notApproved;
    const isStopped = known.category === 'MARKETING' && (await this.marketing.isStopped(contactId));
    return isStopped ? refusals.marketingStopped : null;
  }

  /** Whether a message that may not be sent because of `code` may be sent later. */
  mayPass(code: number): boolean {
    return code === refusals.paused || code === refusals.notApproved;
  }

  /** Learns from the error of one message what applies to others too. */
  async learnFrom(code: number, { contactId, template }: Message, at: Date): Promise<void> {
    const { kind } = reactionTo(code);
    if (kind === 'stop_marketing') await this.marketing.recordStop(contactId, at);
    if (!template) return;
    if (kind === 'template_paused') await this.templates.learn(template, { status: 'PAUSED' }, at);
    if (kind === 'template_disabled') await this.templates.learn(template, { status: 'DISABLED' }, at);
  }
}
