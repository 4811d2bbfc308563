import { errorsPage } from '../../cloud-api/error.table.ts';
import type { Exchange, HeaderField } from '../../phone/phone.events.ts';
import { copyButton } from '../dom/copy-button.ts';
import { icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { dayAndSecondOf } from '../dom/time-of-day.ts';
import { wordsOfError } from '../simulator.client.ts';
import type { ExchangeFacts } from './exchange-facts.ts';
import { pretty } from './pretty.ts';
import type { WireActions } from './wire-actions.ts';

/** What stands below the line of an exchange once it is opened. */
export class ExchangeDetails {
  readonly element = make('div', { class: 'bodies' });
  readonly #head = make('div');
  readonly #buttons = make('div', { class: 'row' });
  readonly #outcome = make('p', { class: 'outcome', role: 'status' });
  readonly #parts = make('div');
  #shown: Exchange | undefined;
  #message: string | undefined;

  constructor(private readonly actions: WireActions) {
    this.element.append(this.#head, this.#buttons, this.#outcome, this.#parts);
  }

  show(exchange: Exchange, facts: ExchangeFacts): void {
    const { url, at, requestHeaders, request, responseHeaders, response } = exchange;
    // The buttons stay: whoever stands on one keeps the focus when the answer comes.
    if (!this.#buttons.firstChild) this.#buttons.append(...this.#buttonsFor(exchange));
    const message = this.#buttons.querySelector<HTMLElement>('.to-message');
    if (message) message.hidden = facts.wamids.length === 0;
    if (this.#shown === exchange) return;
    this.#shown = exchange;
    this.#message = facts.wamids[0];
    this.#head.replaceChildren(...headOf(url, at, facts));
    this.#parts.replaceChildren(
      ...partOf('Request headers', linesOf(requestHeaders)),
      ...partOf('Request', pretty(request)),
      ...partOf('Response headers', linesOf(responseHeaders)),
      ...partOf('Response', pretty(response)),
    );
  }

  #buttonsFor(exchange: Exchange): HTMLElement[] {
    const { curlOf, showMessage } = this.actions;
    const again = make('button', { type: 'button', class: 'copy' }, icon('again'), 'Redeliver');
    again.title = 'Deliver the same bytes under the same signature once more';
    again.addEventListener('click', () => void this.#redeliver(exchange));
    const toMessage = make(
      'button',
      { type: 'button', class: 'copy to-message' },
      icon('reply'),
      'Show message',
    );
    toMessage.addEventListener('click', () => {
      if (this.#message && showMessage(this.#message)) return;
      this.#outcome.textContent = 'This message is on none of the phones here.';
    });
    return [
      copyButton('Copy as curl', () => curlOf(exchange)),
      ...(exchange.direction === 'webhook' ? [again] : []),
      toMessage,
    ];
  }

  async #redeliver(exchange: Exchange): Promise<void> {
    this.#outcome.textContent = 'Delivering…';
    this.#outcome.textContent = await this.actions.redeliver(exchange).catch(wordsOfError);
  }
}

function headOf(url: string, at: string, { explanation }: ExchangeFacts): HTMLElement[] {
  const where = make('p', { class: 'quiet url' }, url, make('br'), dayAndSecondOf(at));
  if (!explanation) return [where];
  const { code, words } = explanation;
  const link = make(
    'a',
    { href: errorsPage, target: '_blank', rel: 'noreferrer' },
    'WhatsApp’s list of errors',
  );
  return [make('p', { class: 'explanation' }, make('b', {}, `${code}`), `: ${words} `, link), where];
}

const linesOf = (headers: HeaderField[]): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n');

function partOf(title: string, text: string): HTMLElement[] {
  return [
    make(
      'div',
      { class: 'body-head' },
      make('h3', {}, title),
      copyButton('Copy', text, `Copy ${title.toLowerCase()}`),
    ),
    make('pre', { tabindex: 0, role: 'group', 'aria-label': title }, text || 'empty'),
  ];
}
