import { Injectable } from '@nestjs/common';

import { MarketingStore, type TemplateKey, type TemplateRefusal, TemplateStore } from '#data';
import { type Reaction, reactionTo } from '#whatsapp';

interface Message {
  contactId: string;
  template?: TemplateKey;
}

/** WhatsApp's own codes for sends that it would refuse anyway. */
const codes: Record<TemplateRefusal, number> = {
  paused: 132_015,
  disabled: 132_016,
  not_approved: 132_001,
  marketing_stopped: 131_050,
};

/** Whether a template that was refused because of `code` may be taken later. */
export const mayPass = (code: number): boolean => code === codes.paused || code === codes.not_approved;

const statusAfter = { template_paused: 'PAUSED', template_disabled: 'DISABLED' } as const;

/** Whether all messages of a template know of it from then on. */
export const isLearned = (
  reaction: Reaction,
): reaction is Extract<Reaction, { kind: keyof typeof statusAfter }> => reaction.kind in statusAfter;

export const codeOf = (refusal: TemplateRefusal): number => codes[refusal];

/** What may not be sent at the moment, according to errors: `startSending` obeys it. */
@Injectable()
export class SendingRules {
  constructor(
    private readonly templates: TemplateStore,
    private readonly marketing: MarketingStore,
  ) {}

  /** Learns from the error of one message what applies to others too. */
  async learnFrom(code: number, { contactId, template }: Message, at: Date): Promise<void> {
    const reaction = reactionTo(code);
    if (reaction.kind === 'stop_marketing') await this.marketing.recordStop(contactId, at);
    const status = isLearned(reaction) && statusAfter[reaction.kind];
    if (template && status) await this.templates.learn(template, { status }, at);
  }
}
