import { Injectable } from '@nestjs/common';
import type { AxiosInstance } from 'axios';
import { z } from 'zod';

import { type Choices, interactiveOf } from './choices.ts';
import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';

interface Envelope {
  /** Phone in digits, or the BSUID; the phone wins where both are known. */
  to: { phone?: string; bsuid?: string };
  /** Returned in each status report, at most 512 characters. */
  callbackData: string;
}

export interface TextMessage extends Envelope {
  /** At most 4,096 characters. */
  body: string;
}

/** Choices to tap under a text. */
export interface ChoicesMessage extends Envelope {
  body: string;
  choices: Choices;
}

export interface TemplateMessage extends Envelope {
  /** `language` as `en_US`; `components` hold the values, as the Graph API takes them. */
  template: { name: string; language: string; components: unknown[] };
}

const usualTimeoutMs = 5_000;
const acceptedSchema = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

/** WhatsApp's Graph API for one business number. */
@Injectable()
export class GraphClient {
  readonly #http: AxiosInstance;
  readonly #messagesPath: string;

  constructor(
    config: GraphConfig,
    private readonly timeoutMs = usualTimeoutMs,
  ) {
    this.#messagesPath = `/${config.apiVersion}/${config.phoneNumberId}/messages`;
    this.#http = graphHttp(config);
  }

  /** @returns WhatsApp's message id. Throws `GraphError`, whose `outcome` tells whether it may have been sent. */
  sendText({ body, ...envelope }: TextMessage): Promise<string> {
    return this.#send(envelope, { type: 'text', text: { body, preview_url: false } });
  }

  /** As `sendText`; rejects with `MessageLimitError` for what WhatsApp would refuse. */
  async sendChoices({ body, choices, ...envelope }: ChoicesMessage): Promise<string> {
    return this.#send(envelope, { type: 'interactive', interactive: interactiveOf(body, choices) });
  }

  /** As `sendText`. */
  sendTemplate({ template, ...envelope }: TemplateMessage): Promise<string> {
    const { name, language, components } = template;
    return this.#send(envelope, {
      type: 'template',
      // Left out for a template without variables.
      template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
    });
  }

  async #send({ to, callbackData }: Envelope, content: Record<string, unknown>): Promise<string> {
    const message = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      // Without the plus, the country code of the business number may be prepended.
      ...(to.phone ? { to: `+${to.phone}` } : { recipient: to.bsuid }),
      ...content,
      biz_opaque_callback_data: callbackData,
    };
    const request = { method: 'POST', url: this.#messagesPath, data: message };
    const response = await askGraph(this.#http, request, this.timeoutMs);
    if (response.status !== 200) throw fromResponse(response.status, response.data, response.headers);
    const accepted = acceptedSchema.safeParse(response.data);
    if (!accepted.success) throw new GraphError('unknown', 'WhatsApp answered 200 without a message id');
    const [first] = accepted.data.messages;
    return first?.id ?? '';
  }
}
