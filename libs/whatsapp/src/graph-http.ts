import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';

import { fromNoResponse, GraphError } from './graph-error.ts';

export interface GraphConfig {
  apiTokens: string[];
  phoneNumberId: string;
  /** Without a version, e.g. `https://graph.facebook.com`. */
  apiBaseUrl: string;
  /** E.g. `v26.0`. */
  apiVersion: string;
}

/** HTTP with our token, to the Graph API and to the hosts that serve files. */
export function graphHttp(config: GraphConfig): AxiosInstance {
  return axios.create({
    baseURL: config.apiBaseUrl,
    headers: {
      Authorization: `Bearer ${config.apiTokens[0]}`,
      // Meta is known to turn the usual names of HTTP libraries away from files.
      'User-Agent': 'Handsfree/0.1',
    },
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    // The token is in the header: it goes nowhere else.
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
  });
}

/** Throws `GraphError` when there is no answer in time; an answer of any status is an answer. */
export async function askGraph(
  http: AxiosInstance,
  request: AxiosRequestConfig,
  timeoutMs: number,
): Promise<AxiosResponse<unknown>> {
  // axios's own time-out restarts with every byte, so a slow trickle would never time out.
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    return await http.request<unknown>({ ...request, signal: limit });
  } catch (error) {
    if (!limit.aborted) throw fromNoResponse(error);
    throw new GraphError('unknown', `WhatsApp did not answer within ${timeoutMs} ms`, undefined, {
      cause: error,
    });
  }
}
