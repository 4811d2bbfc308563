import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';

import { headerFields } from '../header-fields.ts';
import type { HeaderField } from '../phone/phone.events.ts';

interface HttpAnswer {
  status: number;
  contentType: string;
  headers: HeaderField[];
  body: Buffer;
}

/** Exactly these headers and no other: `fetch` would add some of its own, and what is shown of a webhook is to be what arrives. */
export function httpPost(
  url: string,
  headers: readonly HeaderField[],
  body: Buffer,
  limitMs: number,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const send = new URL(url).protocol === 'https:' ? overHttps : overHttp;
    const request = send(url, {
      method: 'POST',
      headers: headers.flatMap(({ name, value }) => [name, value]),
      signal: AbortSignal.timeout(limitMs),
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode: status = 0, rawHeaders: raw } = response;
      const contentType = response.headers['content-type'] ?? 'text/plain';
      const answered = headerFields(raw);
      buffer(response).then(
        (bytes) => resolve({ status, contentType, headers: answered, body: bytes }),
        reject,
      );
    });
    request.end(body);
  });
}

const reasons: Partial<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection cut',
  ENOTFOUND: 'no such host',
  EPROTO: 'no TLS there',
};

/** Why there was no answer. */
export function reasonOf(error: unknown, limitMs: number): string {
  const { name, code = '', message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer within ${limitMs / 1_000} s`;
  return reasons[code] ?? (code || message);
}
