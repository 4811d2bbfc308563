import { element } from './elements.ts';

const suggestions = [
  'remind me to call mom tomorrow at 5pm',
  'add milk to my list',
  "what's on my list",
  'done 1',
];

/** Where the person writes. Enter sends, Shift+Enter begins a new line. */
export class Composer {
  readonly #text = element('text', HTMLTextAreaElement);
  readonly #send = element('send', HTMLButtonElement);
  readonly #chips = element('chips', HTMLElement);

  /** @param deliver resolves to whether the text got through; if not, it is given back to the person. */
  constructor(private readonly deliver: (text: string) => Promise<boolean>) {
    this.#chips.append(...suggestions.map((suggestion) => this.#chip(suggestion)));
    this.#text.addEventListener('input', () => this.#refresh());
    this.#text.addEventListener('keydown', (event) => {
      // While an input method composes, Enter picks a word.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#submit(this.#text.value);
    });
    element('composer', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(this.#text.value);
    });
    this.#refresh();
    this.#text.focus();
  }

  /** A suggestion that was taken up once has done its work. */
  dropSuggestion(taken: string): void {
    for (const chip of this.#chips.children) if (chip.textContent === taken) chip.remove();
  }

  async #submit(written: string): Promise<void> {
    const text = written.trim();
    if (!text) return;
    const isDraft = written === this.#text.value;
    if (isDraft) this.#fill('');
    this.#text.focus();
    const delivered = await this.deliver(text);
    if (!delivered && !this.#text.value) this.#fill(text);
  }

  #fill(text: string): void {
    this.#text.value = text;
    this.#refresh();
  }

  #refresh(): void {
    this.#send.disabled = this.#text.value.trim() === '';
    // Browsers that know `field-sizing` need no help; the others grow the field by hand.
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }

  #chip(suggestion: string): HTMLButtonElement {
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.textContent = suggestion;
    chip.addEventListener('click', () => void this.#submit(suggestion));
    return chip;
  }
}
