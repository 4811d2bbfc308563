import type { Exchange } from '../../phone/phone.events.ts';
import { icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { secondOf } from '../dom/time-of-day.ts';
import { ExchangeDetails } from './exchange-details.ts';
import { type ExchangeFacts, factsOf } from './exchange-facts.ts';
import { pretty } from './pretty.ts';
import { pathOf, summaryOf } from './summary.ts';
import type { WireActions } from './wire-actions.ts';

const ways = { api: 'The business called', webhook: 'WhatsApp delivered' };

/** One exchange as a line that opens; its bodies are only made when somebody looks. */
export class ExchangeView {
  readonly element = make('details', { class: 'exchange' });
  readonly #summary = make('summary');
  readonly #details: ExchangeDetails;
  #facts: ExchangeFacts;
  #words: string | undefined;

  constructor(
    public exchange: Exchange,
    private readonly actions: WireActions,
  ) {
    this.#facts = factsOf(exchange);
    this.#details = new ExchangeDetails(actions);
    this.element.append(this.#summary);
    this.element.dataset.direction = exchange.direction;
    this.element.addEventListener('toggle', () => this.#showDetails());
    this.#show();
  }

  get facts(): ExchangeFacts {
    return this.#facts;
  }

  update(exchange: Exchange): void {
    this.exchange = exchange;
    this.#facts = factsOf(exchange);
    this.#words = undefined;
    this.#show();
    this.#showDetails();
  }

  /** The person is called otherwise now. */
  rename(): void {
    this.#show();
  }

  /** @param words in small letters */
  mentions(words: string): boolean {
    const { method, url, request, response } = this.exchange;
    this.#words ??= [this.#who, method, url, summaryOf(this.exchange), pretty(request), pretty(response)]
      .join('\n')
      .toLowerCase();
    return this.#words.includes(words);
  }

  reveal(): void {
    this.element.open = true;
    this.#summary.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'start' });
  }

  get #who(): string {
    const { userId, name } = this.exchange;
    return (userId && this.actions.nameOf(userId)) || name || this.#facts.who;
  }

  #show(): void {
    const { direction, at, method, url, tookMs, repeats } = this.exchange;
    const way = ways[direction];
    const who = this.#who;
    this.#summary.replaceChildren(
      make('span', { class: 'way', title: way }, icon(direction === 'api' ? 'reply' : 'send')),
      make('span', { class: 'unseen' }, `${way}: `),
      make(
        'span',
        { class: 'what' },
        make(
          'span',
          {},
          make('strong', {}, summaryOf(this.exchange) || method),
          ...(this.#facts.text ? [' ', make('q', { dir: 'auto' }, this.#facts.text)] : []),
        ),
        make(
          'span',
          { class: 'quiet context' },
          ...(who ? [make('bdi', {}, who), ' · '] : []),
          make('time', { datetime: at }, secondOf(at)),
          ` · ${repeats ? 'delivered again, ' : ''}${method} `,
          make('span', { class: 'path' }, pathOf(url)),
        ),
      ),
      make(
        'span',
        { class: 'end' },
        make('b', { class: `code ${this.#class}` }, endOf(this.exchange)),
        make('span', { class: 'quiet' }, tookMs === null ? '' : `${Math.round(tookMs)} ms`),
      ),
    );
  }

  get #class(): string {
    if (this.exchange.tookMs === null && this.exchange.status === null) return 'open';
    return this.#facts.isError ? 'bad' : 'good';
  }

  #showDetails(): void {
    if (!this.element.open) return this.#details.element.remove();
    this.#details.show(this.exchange, this.#facts);
    this.element.append(this.#details.element);
  }
}

/** Over without a status: the connection was cut, or nobody was there. */
function endOf({ status, tookMs, trouble = 'no answer' }: Exchange): string {
  if (status !== null) return String(status);
  return tookMs === null ? 'open' : trouble;
}
