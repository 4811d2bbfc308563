import axios, {
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';

import { type SpanEvent, traced } from '#platform';

import { fromNoResponse, GraphError } from './graph-error.ts';
import { resettingAgents } from './resetting-agent.ts';
import type { TokenConfig, TokenSource } from './token-source.ts';

export interface GraphConfig extends TokenConfig {
  phoneNumberId: string;
  /** Without a version, e.g. `https://graph.facebook.com`. */
  apiBaseUrl: string;
  /** E.g. `v26.0`. */
  apiVersion: string;
}

/**
 * HTTP to the Graph API and to the hosts that serve files.
 *
 * @param token sent along with each request, as it is at that time
 */
export function graphHttp(config: Pick<GraphConfig, 'apiBaseUrl'>, token?: TokenSource): AxiosInstance {
  const http = axios.create({
    baseURL: config.apiBaseUrl,
    // Meta is known to refuse files to the default user agents of HTTP libraries.
    headers: { 'User-Agent': 'Handsfree/0.1' },
    ...resettingAgents(),
    // The header carries the token, which must not follow a redirect.
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
  });
  const authorize = (request: InternalAxiosRequestConfig): InternalAxiosRequestConfig => {
    request.headers.setAuthorization(`Bearer ${token?.get()}`);
    return request;
  };
  if (token) http.interceptors.request.use(authorize, undefined, { synchronous: true });
  return http;
}

/** Throws `GraphError` when no answer arrives in time; any HTTP status is an answer. */
export async function askGraph(
  http: AxiosInstance,
  request: AxiosRequestConfig,
  timeoutMs: number,
): Promise<AxiosResponse<unknown>> {
  const { method = 'GET', url = '' } = request;
  const attributes: SpanEvent['attributes'] = { 'http.request.method': method };
  const span = { name: `${method} ${edgeOf(url)}`, kind: 'client' as const, attributes };
  return traced(span, async () => {
    const response = await askInTime(http, request, timeoutMs);
    attributes['http.response.status_code'] = response.status;
    return response;
  });
}

/** The end of a path, such as "messages"; ids are left out. */
const edgeOf = (path: string): string => /\/([a-z_]+)$/.exec(path)?.[1] ?? '{id}';

async function askInTime(
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
