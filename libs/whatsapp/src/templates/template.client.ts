import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import { z } from 'zod';

import { fromResponse, GraphError } from '../graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from '../graph-http.ts';
import type { TokenSource } from '../token-source.ts';
import { type ListedTemplate, submittedSchema, templatePageSchema } from './listed-template.schema.ts';
import type { TemplateDefinition } from './template-definition.ts';

export interface TemplateConfig extends Pick<GraphConfig, 'apiBaseUrl' | 'apiVersion'> {
  businessAccountId: string;
}

/** Of one request. */
const timeoutMs = 10_000;
/** Of all pages of a list. */
const listTimeoutMs = 60_000;
/** More than an account can fill, even with pages a quarter as long as asked for. */
const mostPages = 250;
const fields = 'id,name,language,status,category,correct_category,rejected_reason,quality_score,components';

/** What people in WhatsApp's own tools would read of a refusal. It is about the template, never about the token. */
const explanationSchema = z.object({
  error: z.object({
    error_user_title: z.string().optional().catch(undefined),
    error_user_msg: z.string().optional().catch(undefined),
  }),
});

/** The message templates of a business account. Everything here rejects with `GraphError`. */
export class TemplateClient {
  readonly #http: AxiosInstance;
  readonly #url: string;
  readonly #root: string;

  constructor({ businessAccountId, ...config }: TemplateConfig, token: TokenSource) {
    this.#http = graphHttp(config, token);
    this.#root = `/${config.apiVersion}`;
    this.#url = `${this.#root}/${encodeURIComponent(businessAccountId)}/message_templates`;
  }

  /** @returns all templates of the account, ours or not, within `limitMs` */
  async list(limitMs = listTimeoutMs): Promise<ListedTemplate[]> {
    const endsAtMs = performance.now() + limitMs;
    const templates: ListedTemplate[] = [];
    let after: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      // By the cursor, not by the address of the next page: that comes from outside, and the token would go there.
      const request = { method: 'GET', params: { fields, limit: 100, after } };
      const leftMs = Math.max(1, Math.round(endsAtMs - performance.now()));
      const answer = await this.#ask(request, templatePageSchema, Math.min(timeoutMs, leftMs));
      templates.push(...answer.templates);
      after = answer.after;
      if (after === undefined) return templates;
    }
    throw new GraphError('unknown', `WhatsApp's list of templates has no end after ${mostPages} pages`);
  }

  /**
   * Hands a template in for review. Rejects when the name exists in this language. After the outcome `unknown` it may have
   * been handed in: the list says so.
   *
   * @returns what became of it at once, `PENDING` as a rule, and the category that WhatsApp chose
   */
  submit(definition: TemplateDefinition): Promise<Pick<ListedTemplate, 'id' | 'status' | 'category'>> {
    return this.#ask({ method: 'POST', data: definition }, submittedSchema, timeoutMs);
  }

  /**
   * Replaces all words of a template, which is reviewed again then. Rejects for one that is approved and was changed within the last
   * 24 hours, and for one in review.
   */
  async edit(id: string, { components }: TemplateDefinition): Promise<void> {
    const request = { method: 'POST', url: `${this.#root}/${encodeURIComponent(id)}`, data: { components } };
    await this.#ask(request, z.object({ success: z.literal(true) }), timeoutMs);
  }

  async #ask<T>(request: AxiosRequestConfig, schema: z.ZodType<T>, limitMs: number): Promise<T> {
    const { status, data, headers } = await askGraph(this.#http, { url: this.#url, ...request }, limitMs);
    if (status !== 200) throw explained(fromResponse('template', status, data, headers), data);
    const answer = schema.safeParse(data);
    if (!answer.success) throw new GraphError('unknown', 'WhatsApp answered 200 with something unexpected');
    return answer.data;
  }
}

function explained(error: GraphError, body: unknown): GraphError {
  const { error_user_title: title, error_user_msg: words } =
    explanationSchema.safeParse(body).data?.error ?? {};
  const told = [title, words].filter(Boolean).join('. ');
  if (told === '') return error;
  const { outcome, code, reaction, retryAfterMs } = error;
  return new GraphError(outcome, `${error.message}: ${told}`, code, { reaction, retryAfterMs });
}
