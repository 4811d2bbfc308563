import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { Request, Response } from 'express';

import { Accounts } from '../accounts/accounts.ts';
import { isGraphPath, pathOf } from '../cloud-api/graph-path.ts';
import { headerFields } from '../header-fields.ts';
import { downloadPath } from '../media/media.shelf.ts';
import { People } from '../people.ts';
import { Conversations } from '../phone/conversations.ts';
import type { HeaderField } from '../phone/phone.events.ts';
import { longestKept } from './kept-bytes.ts';
import { longestText, textOf, Wire } from './wire.ts';

/** Writes down what the business asks of the Graph API and what it is answered. */
@Injectable()
export class WireTap implements NestMiddleware {
  constructor(
    private readonly wire: Wire,
    private readonly accounts: Accounts,
    private readonly conversations: Conversations,
    private readonly people: People,
  ) {}

  use(request: Request, response: Response, next: () => void): void {
    const { method, originalUrl: url } = request;
    const path = pathOf(request);
    if (!isGraphPath(path) && !path.startsWith(downloadPath)) {
      next();
      return;
    }
    const [, id] = /^(?:\/v\d[^/]*)?\/([^/]+)/.exec(path) ?? [];
    const asked = excerptOf(request, longestKept);
    const answered = excerptOf(response, longestText);
    const startedAt = performance.now();
    const numberId = id !== undefined && this.accounts.number(id) ? id : undefined;
    const headers = headerFields(request.rawHeaders);
    const exchange = this.wire.open({ direction: 'api', method, url, headers }, { numberId });
    response.once('close', () => {
      const requestText = asked.text(request.headers['content-type']);
      const responseText = answered.text(String(response.getHeader('content-type') ?? ''));
      const end = {
        // Nothing was answered when the connection was cut.
        status: response.headersSent ? response.statusCode : null,
        ...(!response.headersSent && { trouble: 'cut off before the answer' }),
        responseHeaders: sentHeadersOf(response),
        response: responseText,
        tookMs: Math.round(performance.now() - startedAt),
        userId: this.#userIn(responseText) ?? this.#userIn(requestText) ?? this.#recipientIn(requestText),
      };
      this.wire.close(exchange, end, { request: requestText, bytes: asked.whole() });
    });
    next();
  }

  /** Of whose chat the text names a message. */
  #userIn(text: string): string | undefined {
    const [wamid] = /wamid\.[\w+/=]+/.exec(text) ?? [];
    return wamid && this.conversations.chatWith(wamid)?.person.userId;
  }

  /** To whom a message was to go that got no id, being refused. */
  #recipientIn(text: string): string | undefined {
    const [, written] = /"(?:to|recipient)"\s*:\s*"([^"]+)"/.exec(text) ?? [];
    return written && this.people.find(written)?.userId;
  }
}

function sentHeadersOf(response: Response): HeaderField[] {
  if (!response.headersSent) return [];
  return Object.entries(response.getHeaders()).flatMap(([name, value = []]) =>
    [value].flat().map((one) => ({ name, value: String(one) })),
  );
}

interface Excerpt {
  text(contentType?: string): string;
  /** Nothing when it is longer than what is kept. */
  whole(): Buffer | undefined;
}

/**
 * Listens in on a body as it passes: a request's comes out of it, a response's goes in.
 * @param longest so much of it is kept
 */
function excerptOf(message: Request | Response, longest: number): Excerpt {
  const chunks: Buffer[] = [];
  let kept = 0;
  let size = 0;
  const note = (chunk: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (kept < longest) chunks.push(bytes.subarray(0, longest - kept));
    kept = Math.min(size, longest);
  };
  if ('write' in message) {
    const write = message.write.bind(message);
    const end = message.end.bind(message);
    message.write = ((...rest: Parameters<typeof write>) => {
      note(rest[0]);
      return write(...rest);
    }) as typeof write;
    message.end = ((...rest: Parameters<typeof end>) => {
      note(rest[0]);
      return end(...rest);
    }) as typeof end;
  } else {
    const push = message.push.bind(message);
    message.push = (chunk: unknown, encoding?: BufferEncoding) => {
      note(chunk);
      return push(chunk, encoding);
    };
  }
  return {
    text: (contentType) => textOf(Buffer.concat(chunks), size, contentType),
    whole: () => (size > longest ? undefined : Buffer.concat(chunks)),
  };
}
