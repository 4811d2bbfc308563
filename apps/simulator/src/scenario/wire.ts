import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import { Clock } from '../clock.ts';
import { People } from '../people.ts';
import type { Exchange, HeaderField } from '../phone/phone.events.ts';
import { KeptBytes } from './kept-bytes.ts';
import { headersWithoutSecrets, withoutSecrets } from './wire.secrets.ts';

/** So many exchanges are kept; older ones are forgotten. */
const keptExchanges = 500;
export const longestText = 64 * 1_024;

/** A request as it was, secrets included: only for whoever asks for this one. */
interface Original {
  method: string;
  url: string;
  headers: readonly HeaderField[];
}

interface Opening extends Original {
  direction: Exchange['direction'];
  repeats?: number;
}

/** `bytes` is the whole body of the request, when it is not too long to be kept. */
interface Body {
  request: string;
  bytes?: Buffer;
}

interface End {
  status?: number | null;
  responseHeaders?: HeaderField[];
  response?: string;
  tookMs: number;
  trouble?: string;
  userId?: string;
}

/** @param numberId whose conversation it belongs to; some exchanges belong to no number */
export interface WireChange {
  exchange: Exchange;
  numberId?: string;
  original: Original;
}

/** What went over the wire between the simulator and the business, both ways, without anything secret. */
@Injectable()
export class Wire {
  /** Each exchange when it begins and again when it ends. */
  readonly changes = new Subject<WireChange>();
  readonly #bytes = new KeptBytes();
  #kept: WireChange[] = [];
  /** Ids go on over a restart: a page that stayed open asks for none that another exchange has now. */
  #lastId = Date.now();

  constructor(
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  /** The newest last. */
  get exchanges(): Exchange[] {
    return this.#kept.map(({ exchange }) => exchange);
  }

  /** The newest `count` that somebody looking at this number may see, the newest last. */
  newestOf(numberId: string, count: number): Exchange[] {
    return this.#kept
      .filter((one) => one.numberId === undefined || one.numberId === numberId)
      .slice(-count)
      .map(({ exchange }) => exchange);
  }

  find(id: number): WireChange | undefined {
    return this.#kept.findLast(({ exchange }) => exchange.id === id);
  }

  /** The body of a request, byte by byte; undefined when it was too long, or is too long ago. */
  bytesOf(id: number): Buffer | undefined {
    return this.#bytes.of(id);
  }

  open(opening: Opening, about: { numberId?: string; userId?: string } = {}, body?: Body): Exchange {
    const { direction, method, url, headers, repeats } = opening;
    this.#lastId += 1;
    const exchange: Exchange = {
      id: this.#lastId,
      direction,
      at: this.clock.date().toISOString(),
      method,
      url: withoutSecrets(url),
      requestHeaders: headersWithoutSecrets(headers),
      request: '',
      status: null,
      responseHeaders: [],
      response: '',
      tookMs: null,
      repeats,
    };
    const change = { exchange, numberId: about.numberId, original: { method, url, headers } };
    this.#setPerson(exchange, about.userId);
    if (body) this.#setBody(exchange, body);
    this.#kept.push(change);
    if (this.#kept.length > keptExchanges) this.#bytes.drop(this.#kept.shift()?.exchange.id);
    this.changes.next(change);
    return exchange;
  }

  close(exchange: Exchange, { userId, responseHeaders = [], response = '', ...end }: End, body?: Body): void {
    Object.assign(exchange, end);
    exchange.responseHeaders = headersWithoutSecrets(responseHeaders);
    exchange.response = withoutSecrets(response);
    this.#setPerson(exchange, userId);
    const change = this.find(exchange.id);
    if (!change) return;
    if (body) this.#setBody(exchange, body);
    this.changes.next(change);
  }

  reset(): void {
    this.#kept = [];
    this.#bytes.reset();
  }

  #setBody(exchange: Exchange, { request, bytes }: Body): void {
    exchange.request = withoutSecrets(request);
    if (bytes) this.#bytes.keep(exchange.id, bytes);
  }

  #setPerson(exchange: Exchange, userId: string | undefined): void {
    if (userId === undefined) return;
    exchange.userId = userId;
    exchange.name = this.people.find(userId)?.name;
  }
}

/**
 * In a few words when they are no text.
 * @param bytes the first ones of `size`
 */
export function textOf(bytes: Buffer, size: number, contentType = ''): string {
  if (size === 0) return '';
  if (!/json|text|urlencoded|xml/.test(contentType))
    return `[${size} bytes${contentType && ` of ${contentType}`}]`;
  return size > longestText ? `${bytes.toString('utf8', 0, longestText)}… [${size} bytes]` : bytes.toString();
}
