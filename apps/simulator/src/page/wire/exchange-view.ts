import type { Exchange } from '../../phone/phone.events.ts';
import { copyButton } from '../dom/copy-button.ts';
import { icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { pretty } from './pretty.ts';
import { summaryOf } from './summary.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const ways = { api: 'The business called', webhook: 'WhatsApp delivered' };

/** One exchange as a line that opens; its bodies are only made when somebody looks. */
export class ExchangeView {
  readonly element = make('details', { class: 'exchange' });

  constructor(public exchange: Exchange) {
    this.element.addEventListener('toggle', () => this.#showBody());
    this.update(exchange);
  }

  update(exchange: Exchange): void {
    this.exchange = exchange;
    this.element.dataset.direction = exchange.direction;
    this.element.querySelector('summary')?.remove();
    this.element.prepend(this.#summary());
    this.#showBody();
  }

  #summary(): HTMLElement {
    const { direction, at, method, url, tookMs } = this.exchange;
    const way = make(
      'span',
      { class: 'way', title: ways[direction] },
      icon(direction === 'api' ? 'reply' : 'send'),
    );
    return make(
      'summary',
      {},
      way,
      make('span', { class: 'unseen' }, `${ways[direction]}: `),
      make(
        'span',
        { class: 'what' },
        make('strong', {}, summaryOf(this.exchange) || method),
        make('span', { class: 'quiet' }, `${method} ${pathOf(url)}`),
      ),
      make(
        'span',
        { class: 'end' },
        make('b', { class: `code ${classOf(this.exchange)}` }, endOf(this.exchange)),
        make(
          'span',
          { class: 'quiet' },
          tookMs === null ? clock.format(new Date(at)) : `${Math.round(tookMs)} ms`,
        ),
      ),
    );
  }

  #showBody(): void {
    this.element.querySelector('.bodies')?.remove();
    if (!this.element.open) return;
    const { url, at, request, response } = this.exchange;
    this.element.append(
      make(
        'div',
        { class: 'bodies' },
        make('p', { class: 'quiet url' }, url, make('br'), new Date(at).toLocaleString()),
        ...bodyOf('Request', request),
        ...bodyOf('Response', response),
      ),
    );
  }
}

function bodyOf(title: string, body: string): HTMLElement[] {
  const text = pretty(body);
  return [
    make('div', { class: 'body-head' }, make('h3', {}, title), copyButton('Copy', text)),
    make('pre', { tabindex: 0, 'aria-label': title }, text || 'empty'),
  ];
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Over without a status: the connection was cut, or nobody was there. */
function endOf({ status, tookMs }: Exchange): string {
  if (status !== null) return String(status);
  return tookMs === null ? 'open' : 'no answer';
}

function classOf({ status, tookMs }: Exchange): string {
  if (status === null) return tookMs === null ? 'open' : 'bad';
  return status >= 200 && status < 300 ? 'good' : 'bad';
}
