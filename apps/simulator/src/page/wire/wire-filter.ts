import type { Column } from '../board/column.ts';
import { make } from '../dom/make.ts';
import type { ExchangeView } from './exchange-view.ts';

const directions = { '': 'Both ways', api: 'Calls of the business', webhook: 'Webhooks' };

/** Which exchanges are wanted. */
export class WireFilter {
  readonly element: HTMLElement;
  readonly #search = make('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search the exchanges',
    autocomplete: 'off',
  });
  readonly #who = make('select', { 'aria-label': 'Whose exchanges' });
  readonly #direction = make(
    'select',
    { 'aria-label': 'Direction' },
    ...Object.entries(directions).map(([value, words]) => make('option', { value }, words)),
  );
  readonly #errors = make('input', { type: 'checkbox' });
  readonly #noStatuses = make('input', { type: 'checkbox' });

  constructor(private readonly onChange: () => void) {
    for (const one of [this.#search, this.#who, this.#direction, this.#errors, this.#noStatuses])
      one.addEventListener('input', onChange);
    this.element = make(
      'div',
      { class: 'wire-filter', role: 'search' },
      make('div', { class: 'row' }, this.#search),
      make('div', { class: 'row' }, this.#who, this.#direction),
      make(
        'div',
        { class: 'row' },
        make('label', { class: 'check' }, this.#errors, 'Errors only'),
        make('label', { class: 'check' }, this.#noStatuses, 'Hide statuses'),
      ),
    );
    this.setPeople([]);
  }

  get isOn(): boolean {
    const { value: words } = this.#search;
    return Boolean(
      words || this.#who.value || this.#direction.value || this.#errors.checked || this.#noStatuses.checked,
    );
  }

  wants(view: ExchangeView): boolean {
    const { exchange, facts } = view;
    const words = this.#search.value.trim().toLowerCase();
    return (
      (!this.#who.value || this.#who.value === exchange.userId) &&
      (!this.#direction.value || this.#direction.value === exchange.direction) &&
      (!this.#errors.checked || facts.isError) &&
      // One that failed is an error more than a status.
      (!this.#noStatuses.checked || !facts.isStatus || facts.isError) &&
      (!words || view.mentions(words))
    );
  }

  /** Everything is wanted again. */
  reset(): void {
    for (const one of [this.#search, this.#who, this.#direction]) one.value = '';
    for (const one of [this.#errors, this.#noStatuses]) one.checked = false;
    this.onChange();
  }

  focus(): void {
    this.#search.focus();
  }

  setPeople(columns: Pick<Column, 'name' | 'userId'>[]): void {
    const { value } = this.#who;
    const known = columns.flatMap(({ name, userId }) => (userId ? [{ name, userId }] : []));
    this.#who.replaceChildren(
      make('option', { value: '' }, 'Everybody'),
      ...known.map(({ name, userId }) => make('option', { value: userId }, `Only ${name}`)),
    );
    this.#who.value = known.some(({ userId }) => userId === value) ? value : '';
  }
}
