import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import { Clock } from '../clock.ts';
import type { Exchange } from '../phone/phone.events.ts';

/** So many exchanges are kept; older ones are forgotten. */
const keptExchanges = 500;
export const longestText = 64 * 1_024;

/** Names under which secrets travel in addresses and bodies. */
const secrets =
  /((?:access_token|input_token|fb_exchange_token|revoke_token|client_secret|verify_token)["']?\s*[=:]\s*["']?)[^"'&\s]+/g;

type Opening = Pick<Exchange, 'direction' | 'method' | 'url'> & { request?: string };

/** @param numberId whose conversation it belongs to; some exchanges belong to no number */
export interface WireChange {
  exchange: Exchange;
  numberId?: string;
}

/** What went over the wire between the simulator and the business, both ways, without anything secret. */
@Injectable()
export class Wire {
  /** Each exchange when it begins and again when it ends. */
  readonly changes = new Subject<WireChange>();
  #kept: WireChange[] = [];
  #lastId = 0;

  constructor(private readonly clock: Clock) {}

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

  open(opening: Opening, about: { numberId?: string; userId?: string } = {}): Exchange {
    this.#lastId += 1;
    const exchange: Exchange = {
      id: this.#lastId,
      direction: opening.direction,
      at: this.clock.date().toISOString(),
      method: opening.method,
      url: withoutSecrets(opening.url),
      request: withoutSecrets(opening.request ?? ''),
      status: null,
      response: '',
      tookMs: null,
      userId: about.userId,
    };
    const change = { exchange, numberId: about.numberId };
    this.#kept.push(change);
    if (this.#kept.length > keptExchanges) this.#kept.shift();
    this.changes.next(change);
    return exchange;
  }

  close(exchange: Exchange, end: Partial<Exchange>): void {
    Object.assign(exchange, end, { response: withoutSecrets(end.response ?? '') });
    if (end.request !== undefined) exchange.request = withoutSecrets(end.request);
    const change = this.#kept.find((one) => one.exchange === exchange);
    if (change) this.changes.next(change);
  }

  reset(): void {
    this.#kept = [];
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

function withoutSecrets(text: string): string {
  return text.replace(secrets, '$1…');
}
