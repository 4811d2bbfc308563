import { createHmac } from 'node:crypto';

import type { AxiosInstance, AxiosRequestConfig } from 'axios';
import { z } from 'zod';

import { fromResponse, GraphError } from './graph-error.ts';
import { askGraph, type GraphConfig, graphHttp } from './graph-http.ts';
import { type TokenFacts, tokenFactsSchema } from './token-facts.ts';

export interface AppConfig extends Pick<GraphConfig, 'apiBaseUrl' | 'apiVersion'> {
  appId: string;
  /** The first one is used. */
  appSecrets: string[];
}

const timeoutMs = 10_000;
/** https://developers.facebook.com/docs/graph-api/webhooks/subscriptions-edge */
const subscriptionsSchema = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      active: z.boolean().catch(true),
      fields: z.array(z.object({ name: z.string() })).catch([]),
    }),
  ),
});
const exchangedSchema = z.object({ access_token: z.string().regex(/^\S+$/) });

/** Asks WhatsApp in the name of the app: about access tokens, and the app's webhooks. Everything here rejects with `GraphError`. */
export class TokenClient {
  readonly #http: AxiosInstance;
  readonly #appSecret: string;

  constructor(private readonly config: AppConfig) {
    this.#http = graphHttp(config);
    this.#appSecret = config.appSecrets[0] ?? '';
  }

  /** Resolves for a token that is not valid, too. */
  inspect(token: string): Promise<TokenFacts> {
    return this.#ask(this.#asApp('debug_token', { input_token: token }), tokenFactsSchema);
  }

  /** @returns the webhook fields of WhatsApp accounts that the app wants: `messages` and others */
  async subscribedFields(): Promise<string[]> {
    const { data } = await this.#ask(this.#asApp(`${this.config.appId}/subscriptions`), subscriptionsSchema);
    const active = data.filter((one) => one.object === 'whatsapp_business_account' && one.active);
    return active.flatMap(({ fields }) => fields.map(({ name }) => name));
  }

  /** @returns a new token that lives 60 days; the given one stays valid as long as it was */
  async exchange(token: string): Promise<string> {
    const params = {
      grant_type: 'fb_exchange_token',
      client_id: this.config.appId,
      client_secret: this.#appSecret,
      set_token_expires_in_60_days: true,
      fb_exchange_token: token,
    };
    return (await this.#ask({ url: 'oauth/access_token', params }, exchangedSchema)).access_token;
  }

  #asApp(url: string, params: object = {}): AxiosRequestConfig {
    const appToken = `${this.config.appId}|${this.#appSecret}`;
    return {
      url,
      params: { ...params, appsecret_proof: appSecretProof(appToken, this.#appSecret) },
      headers: { Authorization: `Bearer ${appToken}` },
    };
  }

  async #ask<T>({ url, ...request }: AxiosRequestConfig, schema: z.ZodType<T>): Promise<T> {
    const versioned = { ...request, method: 'GET', url: `/${this.config.apiVersion}/${url}` };
    const { status, data, headers } = await askGraph(this.#http, versioned, timeoutMs);
    if (status !== 200) throw fromResponse('token', status, data, headers);
    const answer = schema.safeParse(data);
    if (!answer.success) throw new GraphError('unknown', 'WhatsApp answered 200 with something unexpected');
    return answer.data;
  }
}

/** Proves that who sends a token also knows the app's secret; apps can be set to demand it. */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}
