import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios';
import { z } from 'zod';

import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';
import { numberLimitFields, type NumberLimits, numberLimitsSchema } from './number-limits.ts';
import { type NumberState, numberStateFields, numberStateSchema } from './number-state.ts';
import type { TokenSource } from './token-source.ts';

/** What the Graph API answered to somebody without a token. */
export interface Reached {
  /** By its own clock, to the second; undefined when it did not say. */
  date?: Date;
  /** When the answer was under way, by this machine's clock. */
  between: [Date, Date];
}

const timeoutMs = 8_000;
/** Of the numbers of an account: more than any has. */
const mostPages = 50;

const errorSchema = z.object({ error: z.object({ code: z.int() }) });
const subscribedSchema = z.object({
  data: z.array(z.object({ whatsapp_business_api_data: z.object({ id: z.string() }) })),
});
const numbersSchema = z.object({
  data: z.array(z.object({ id: z.string() })),
  paging: z
    .object({ next: z.string().optional(), cursors: z.object({ after: z.string().optional() }).optional() })
    .optional(),
});

/** Reads how an account is set up at WhatsApp, and changes nothing. Everything here rejects with `GraphError`. */
export class AccountClient {
  readonly #anonymous: AxiosInstance;
  readonly #http: AxiosInstance;

  constructor(
    private readonly config: Pick<GraphConfig, 'apiBaseUrl' | 'apiVersion'>,
    token: TokenSource,
  ) {
    this.#anonymous = graphHttp(config);
    this.#http = graphHttp(config, token);
  }

  /** Whether the Graph API answers at all: that it wants a token is an answer. */
  async reach(): Promise<Reached> {
    const began = new Date();
    const { status, data, headers } = await askGraph(this.#anonymous, this.#get('me'), timeoutMs);
    const between: Reached['between'] = [began, new Date()];
    if (!errorSchema.safeParse(data).success) throw fromResponse('account', status, data, headers);
    const date = new Date(String(headers.date));
    return { between, date: Number.isNaN(date.getTime()) ? undefined : date };
  }

  number(phoneNumberId: string): Promise<NumberState> {
    return this.#ask(this.#get(phoneNumberId, { fields: numberStateFields }), numberStateSchema);
  }

  limits(phoneNumberId: string): Promise<NumberLimits> {
    return this.#ask(this.#get(phoneNumberId, { fields: numberLimitFields }), numberLimitsSchema);
  }

  /** @returns the ids of the apps that get the account's webhooks */
  async subscribedApps(businessAccountId: string): Promise<string[]> {
    const { data } = await this.#ask(this.#get(`${businessAccountId}/subscribed_apps`), subscribedSchema);
    return data.map((one) => one.whatsapp_business_api_data.id);
  }

  async hasNumber(businessAccountId: string, phoneNumberId: string): Promise<boolean> {
    let after: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const request = this.#get(`${businessAccountId}/phone_numbers`, { fields: 'id', limit: 100, after });
      const { data, paging } = await this.#ask(request, numbersSchema);
      if (data.some(({ id }) => id === phoneNumberId)) return true;
      // By the cursor, not by the address: the token would go there.
      after = paging?.next === undefined ? undefined : paging.cursors?.after;
      if (after === undefined) return false;
    }
    return false;
  }

  #get(path: string, params?: object): AxiosRequestConfig {
    return { method: 'GET', url: `/${this.config.apiVersion}/${path}`, params };
  }

  async #ask<T>(request: AxiosRequestConfig, schema: z.ZodType<T>): Promise<T> {
    const { status, data, headers }: AxiosResponse<unknown> = await askGraph(this.#http, request, timeoutMs);
    if (status !== 200) throw fromResponse('account', status, data, headers);
    const answer = schema.safeParse(data);
    if (!answer.success) throw new GraphError('unknown', 'WhatsApp answered 200 with something unexpected');
    return answer.data;
  }
}
