import type { Exchange } from '../../phone/phone.events.ts';
import type { Column } from '../board/column.ts';
import { make } from '../dom/make.ts';
import { ExchangeView } from './exchange-view.ts';

const mostShown = 300;

/** Everything that went over the wire between the simulator and the business, the newest first. */
export class WirePanel {
  readonly element: HTMLElement;
  readonly #views = new Map<string, ExchangeView>();
  readonly #list = make('div', { class: 'exchanges' });
  readonly #empty = make(
    'p',
    { class: 'empty' },
    'Nothing yet. Each call of the business and each webhook appears here, with what was said and answered.',
  );
  readonly #who = make('select', { 'aria-label': 'Whose exchanges' });

  constructor() {
    this.#who.addEventListener('change', () => this.#filter());
    const clear = make('button', { type: 'button', onclick: () => this.clear() }, 'Clear');
    this.element = make(
      'div',
      { class: 'wire' },
      make('div', { class: 'row' }, this.#who, clear),
      this.#empty,
      this.#list,
    );
    this.setPeople([]);
  }

  /** Everybody's stream tells of the same exchanges, and again when an answer came. */
  show(exchange: Exchange): void {
    const key = `${exchange.at} ${exchange.id}`;
    const known = this.#views.get(key);
    if (known) return known.update(exchange);
    const view = new ExchangeView(exchange);
    this.#views.set(key, view);
    view.element.hidden = !this.#isWanted(exchange);
    const newer = [...this.#views.values()].find((one) => one.exchange.id > exchange.id);
    if (newer) newer.element.after(view.element);
    else this.#list.prepend(view.element);
    this.#empty.hidden = true;
    const [oldest] = this.#views;
    if (oldest && this.#views.size > mostShown) this.#forget(...oldest);
  }

  setPeople(columns: Column[]): void {
    const { value } = this.#who;
    const known = columns.flatMap(({ name, userId }) => (userId ? [{ name, userId }] : []));
    const key = known.map(({ name, userId }) => `${name} ${userId}`).join();
    if (this.#who.dataset.key === key) return;
    this.#who.dataset.key = key;
    this.#who.replaceChildren(
      make('option', { value: '' }, 'Everybody'),
      ...known.map(({ name, userId }) => make('option', { value: userId }, `Only ${name}`)),
    );
    this.#who.value = known.some(({ userId }) => userId === value) ? value : '';
    this.#filter();
  }

  clear(): void {
    for (const [key, view] of this.#views) this.#forget(key, view);
    this.#empty.hidden = false;
  }

  #isWanted({ userId }: Exchange): boolean {
    return !this.#who.value || this.#who.value === userId;
  }

  #filter(): void {
    for (const { element, exchange } of this.#views.values()) element.hidden = !this.#isWanted(exchange);
  }

  #forget(key: string, { element }: ExchangeView): void {
    this.#views.delete(key);
    element.remove();
  }
}
