import { element } from './dom/elements.ts';

const small = matchMedia('(max-width: 48rem)');

export interface Panel {
  title: string;
  content: HTMLElement;
  onOpen?: () => void;
}

/** The panel beside the phones: one at a time. On a small screen it covers them. */
export class Panels {
  readonly #place = element('panel', HTMLElement);
  readonly #board = element('main', HTMLElement);
  #open: string | undefined;

  /** @param panels by the id of the button that opens each */
  constructor(
    private readonly panels: Record<string, Panel>,
    private readonly onChange: (open: string | undefined) => void,
  ) {
    for (const id of Object.keys(panels)) this.#button(id).addEventListener('click', () => this.#toggle(id));
    element('panel-close', HTMLButtonElement).addEventListener('click', () => this.show(undefined));
    this.#place.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.show(undefined);
    });
    small.addEventListener('change', () => this.#shield());
  }

  show(id: string | undefined): void {
    const panel = id === undefined ? undefined : this.panels[id];
    const closed = panel ? undefined : this.#open;
    this.#open = panel && id;
    this.#place.hidden = !panel;
    this.#shield();
    for (const one of Object.keys(this.panels)) this.#button(one).ariaExpanded = `${one === this.#open}`;
    if (panel) {
      element('panel-title', HTMLElement).textContent = panel.title;
      const content = element('panel-content', HTMLElement);
      content.replaceChildren(panel.content);
      content.scrollTop = 0;
      panel.onOpen?.();
    }
    if (closed) this.#button(closed).focus();
    this.onChange(this.#open);
  }

  /** So that the phones can be seen, where the panel covers them. */
  uncover(): void {
    if (small.matches) this.show(undefined);
  }

  #toggle(id: string): void {
    this.show(this.#open === id ? undefined : id);
    if (this.#open) element('panel-title', HTMLElement).focus();
  }

  #button(id: string): HTMLButtonElement {
    return element(id, HTMLButtonElement);
  }

  /** What is covered can not be reached by keyboard either. */
  #shield(): void {
    const hadFocus = this.#board.contains(document.activeElement);
    this.#board.inert = small.matches && !this.#place.hidden;
    if (this.#board.inert && hadFocus) element('panel-title', HTMLElement).focus();
  }
}
