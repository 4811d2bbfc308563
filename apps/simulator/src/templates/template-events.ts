import { Injectable } from '@nestjs/common';

import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import type { Template, TemplateButton, TemplateCategory, TemplateQuality } from './template.ts';

/** What the business is told of its templates. */
@Injectable()
export class TemplateEvents {
  constructor(private readonly courier: WebhookCourier) {}

  status(template: Template, event: string, more: object = {}): void {
    this.#tell(template, 'message_template_status_update', {
      event,
      reason: 'NONE',
      message_template_category: template.category,
      ...more,
    });
  }

  quality(template: Template, before: TemplateQuality): void {
    this.#tell(template, 'message_template_quality_update', {
      previous_quality_score: before,
      new_quality_score: template.qualityScore,
    });
  }

  /** While it is only announced, `new_category` is the present one. */
  categoryAnnounced(template: Template, at: number): void {
    this.#tell(template, 'template_category_update', {
      new_category: template.category,
      correct_category: template.correctCategory,
      category_update_timestamp: Math.floor(at / 1_000),
    });
  }

  categoryChanged(template: Template, before: TemplateCategory): void {
    this.#tell(template, 'template_category_update', {
      previous_category: before,
      new_category: template.category,
    });
  }

  components(template: Template): void {
    const part = (type: string) => template.components.find((one) => one.type === type);
    this.#tell(template, 'message_template_components_update', {
      message_template_title: part('HEADER')?.text,
      message_template_element: part('BODY')?.text,
      message_template_footer: part('FOOTER')?.text,
      message_template_buttons: part('BUTTONS')?.buttons?.map(buttonValue),
    });
  }

  /** The id is a number here, and the language has a hyphen. */
  #tell(template: Template, field: string, value: object): void {
    const { account, id, name, language } = template;
    const about = {
      message_template_id: Number(id),
      message_template_name: name,
      message_template_language: language.replaceAll('_', '-'),
    };
    this.courier.deliver({ account, field, value: { ...about, ...value }, kind: field, wamid: null });
  }
}

function buttonValue({ type, text, url, phone_number: phone }: TemplateButton): object {
  return {
    message_template_button_type: type,
    message_template_button_text: text,
    message_template_button_url: url,
    message_template_button_phone_number: phone,
  };
}
