import { make } from '../dom/make.ts';
import { Press } from '../dom/press.ts';
import type { Column } from './column.ts';

/** On a small screen one phone is seen at a time; here one goes from one to the other. */
export class Switcher {
  readonly element = make('nav', { class: 'switcher', 'aria-label': 'Whose phone' });
  readonly #press = new Press(this.element);

  constructor(private readonly choose: (column: Column) => void) {}

  show(columns: Column[], current: Column): void {
    this.#press.whenOver(() => this.#show(columns, current));
  }

  #show(columns: Column[], current: Column): void {
    this.element.hidden = columns.length < 2;
    if (this.element.hidden) return;
    const focused = [...this.element.children].indexOf(document.activeElement as Element);
    this.element.replaceChildren(...columns.map((column) => this.#button(column, column === current)));
    if (focused >= 0) this.element.querySelectorAll('button')[focused]?.focus();
  }

  #button(column: Column, current: boolean): HTMLElement {
    const { unread } = column;
    const news =
      unread > 0 && !current && make('b', {}, `${unread}`, make('span', { class: 'unseen' }, ' new'));
    const attributes = {
      type: 'button',
      dir: 'auto',
      'aria-current': current && 'true',
      onclick: () => this.choose(column),
    };
    return make('button', attributes, column.name, news);
  }
}
