import type { Exchange } from '../../phone/phone.events.ts';
import type { Check, Verification } from '../../webhooks/verification.schema.ts';
import { make } from '../dom/make.ts';
import { secondOf } from '../dom/time-of-day.ts';
import { call, wordsOfError } from '../simulator.client.ts';

/** How the webhook does, and whether WhatsApp would accept its address. */
export class WebhookCheck {
  readonly element: HTMLElement;
  readonly #state = make('p', { class: 'webhook-state', role: 'status' }, 'Nothing was delivered there yet.');
  readonly #outcome = make('div', { role: 'status' });
  readonly #verify = make('button', { type: 'button', class: 'main' }, 'Verify webhook');
  #newest = 0;

  constructor() {
    this.#verify.addEventListener('click', () => void this.#ask());
    this.element = make('div', { class: 'webhook-check' }, this.#state, this.#verify, this.#outcome);
  }

  see({ direction, id, at, status, tookMs, trouble = 'no answer' }: Exchange): void {
    if (direction !== 'webhook' || id < this.#newest || (status === null && tookMs === null)) return;
    this.#newest = id;
    const isGood = status === 200;
    this.#state.classList.toggle('good', isGood);
    this.#state.classList.toggle('bad', !isGood);
    const answer = status === null ? trouble : `answered with ${status}`;
    const words = `${isGood ? 'It works: ' : 'It does not work: '}${answer}, ${secondOf(at)}`;
    if (this.#state.textContent !== words) this.#state.textContent = words;
  }

  async #ask(): Promise<void> {
    this.#verify.disabled = true;
    this.#outcome.replaceChildren('Asking…');
    try {
      const { passed, checks } = await call<Verification>('POST', '_scenario/verify');
      this.#outcome.replaceChildren(
        make(
          'p',
          { class: passed ? 'good' : 'bad' },
          make('strong', {}, passed ? 'WhatsApp would accept it.' : 'WhatsApp would not accept it.'),
        ),
        make('ul', { class: 'checks' }, ...checks.map(lineOf)),
      );
    } catch (error) {
      this.#outcome.replaceChildren(make('p', { class: 'bad' }, wordsOfError(error)));
    }
    this.#verify.disabled = false;
    this.#verify.focus();
  }
}

function lineOf({ what, passed, answered, expected }: Check): HTMLElement {
  return make(
    'li',
    { class: passed ? 'good' : 'bad' },
    make('strong', {}, passed ? '✓ ' : '✗ ', `A request ${what}`),
    make('span', {}, `It answered: ${answered}.`),
    !passed && make('span', {}, `It should be: ${expected}.`),
  );
}
