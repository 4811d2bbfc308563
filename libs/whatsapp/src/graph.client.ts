import { Injectable } from '@nestjs/common';
import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import { z } from 'zod';

import { type Choices, withChoices } from './choices.ts';
import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';
import type { FileHeader } from './messages/interactive-header.ts';
import { contentOf, type Envelope, type MessageContent, messageBodyOf } from './messages/message-body.ts';
import { checkUpload } from './messages/upload-limits.ts';
import { numberLimitFields, type NumberLimits, numberLimitsSchema } from './number-limits.ts';
import { agentsForOne } from './resetting-agent.ts';
import { TokenSource } from './token-source.ts';

export interface TextMessage extends Envelope {
  /** At most 4,096 characters. */
  body: string;
}

/** Choices to tap under a text. */
export interface ChoicesMessage extends Envelope {
  body: string;
  choices: Choices;
  /** Above the text, where there are buttons. */
  file?: FileHeader;
}

export interface TemplateMessage extends Envelope {
  /** `language` as `en_US`; `components` hold the values, as the Graph API takes them. */
  template: { name: string; language: string; components: unknown[] };
}

const usualTimeoutMs = 5_000;
/** Long enough for the largest file, 100 MB, at 7 Mbit/s. */
const usualUploadTimeoutMs = 120_000;

const acceptedSchema = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const uploadedSchema = z.object({ id: z.string().min(1) });
const successSchema = z.object({ success: z.literal(true) });

/** WhatsApp's Graph API for one business number. */
@Injectable()
export class GraphClient {
  /** Where the token of each request comes from. */
  readonly token: TokenSource;
  readonly #http: AxiosInstance;
  readonly #numberPath: string;

  constructor(
    config: GraphConfig,
    private readonly timeoutMs = usualTimeoutMs,
    private readonly uploadTimeoutMs = usualUploadTimeoutMs,
  ) {
    this.#numberPath = `/${config.apiVersion}/${config.phoneNumberId}`;
    this.token = new TokenSource(config);
    this.#http = graphHttp(config, this.token);
  }

  /**
   * @returns WhatsApp's message id. Rejects with `GraphError`, whose `outcome` tells whether it may have been sent; with
   *   its kind `MessageLimitError`, before anything is sent, for what WhatsApp would refuse
   */
  async send(envelope: Envelope, content: MessageContent): Promise<string> {
    return this.#send(envelope, contentOf(content));
  }

  /** As `send`. */
  sendText({ body, ...envelope }: TextMessage): Promise<string> {
    return this.send(envelope, { kind: 'text', body });
  }

  /** As `send`. */
  sendChoices({ body, choices, file, ...envelope }: ChoicesMessage): Promise<string> {
    return this.send(envelope, withChoices(body, choices, file));
  }

  /** As `send`, but the values are WhatsApp's to check. */
  async sendTemplate({ template, ...envelope }: TemplateMessage): Promise<string> {
    const { name, language, components } = template;
    return this.#send(envelope, {
      type: 'template',
      // Left out for a template without variables.
      template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
    });
  }

  /** What WhatsApp allows our number. Rejects with `GraphError`. */
  limits(): Promise<NumberLimits> {
    const request = { method: 'GET', url: this.#numberPath, params: { fields: numberLimitFields } };
    return this.#ask(request, numberLimitsSchema);
  }

  /** Asks about our number over a connection of its own, which WhatsApp accepts after all that were opened before. Rejects with `GraphError`. */
  async probe(): Promise<void> {
    const request = { method: 'GET', url: this.#numberPath, params: { fields: 'id' } };
    await this.#ask({ ...request, ...agentsForOne() }, z.object({ id: z.string() }));
  }

  /**
   * @param type MIME type. @param filename what WhatsApp calls the file; people see that of the message instead
   * @returns the id to send the file by, for 30 days. Rejects as `send` does; it can always be tried again
   */
  async upload(bytes: Uint8Array<ArrayBuffer>, type: string, filename: string): Promise<string> {
    checkUpload(bytes, type);
    const form = new FormData();
    form.append('messaging_product', 'whatsapp');
    form.append('type', type);
    form.append('file', new Blob([bytes], { type }), filename);
    const request = { url: `${this.#numberPath}/media`, data: form };
    return (await this.#ask(request, uploadedSchema, this.uploadTimeoutMs)).id;
  }

  /**
   * Marks a message that came in, and those before it in that chat, as read. Rejects with `GraphError`.
   *
   * @param typing also shows that an answer is being written: until it comes, 25 seconds at most
   */
  async markRead(wamid: string, { typing = false } = {}): Promise<void> {
    const data = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: wamid,
      ...(typing && { typing_indicator: { type: 'text' } }),
    };
    await this.#ask({ url: `${this.#numberPath}/messages`, data }, successSchema);
  }

  async #send(envelope: Envelope, content: ReturnType<typeof contentOf>): Promise<string> {
    const request = { url: `${this.#numberPath}/messages`, data: messageBodyOf(envelope, content) };
    const { messages } = await this.#ask(request, acceptedSchema);
    return messages[0]?.id ?? '';
  }

  async #ask<T>(request: AxiosRequestConfig, schema: z.ZodType<T>, timeoutMs = this.timeoutMs): Promise<T> {
    const response = await askGraph(this.#http, { method: 'POST', ...request }, timeoutMs);
    if (response.status !== 200) throw fromResponse('send', response.status, response.data, response.headers);
    const answer = schema.safeParse(response.data);
    if (!answer.success) throw new GraphError('unknown', 'WhatsApp answered 200 with something unexpected');
    return answer.data;
  }
}
