import { Injectable } from '@nestjs/common';
import type { AxiosInstance } from 'axios';
import { z } from 'zod';

import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';

export interface TextMessage {
  /** Phone in digits, or the BSUID; the phone wins where both are known. */
  to: { phone?: string; bsuid?: string };
  /** At most 4,096 characters. */
  body: string;
  /** Comes back in each status report, at most 512 characters. */
  callbackData: string;
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
  async sendText({ to, body, callbackData }: TextMessage): Promise<string> {
    const message = {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      // Without the plus the country code of the business number may be put in front.
      ...(to.phone ? { to: `+${to.phone}` } : { recipient: to.bsuid }),
      type: 'text',
      text: { body, preview_url: false },
      biz_opaque_callback_data: callbackData,
    };
    const request = { method: 'POST', url: this.#messagesPath, data: message };
    const response = await askGraph(this.#http, request, this.timeoutMs);
    if (response.status !== 200) throw fromResponse(response.status, response.data);
    const accepted = acceptedSchema.safeParse(response.data);
    if (!accepted.success) throw new GraphError('unknown', 'WhatsApp answered 200 without a message id');
    const [first] = accepted.data.messages;
    return first?.id ?? '';
  }
}
