import type { Bubble } from '../phone/phone.events.ts';
import { newBubble, showStatus } from './bubbles.ts';
import { dayName } from './days.ts';
import { element } from './elements.ts';

const nearTheEndPx = 80;

/** The conversation on the screen. Whoever reads further up is left in peace; a button leads back down. */
export class Chat {
  readonly #chat = element('chat', HTMLElement);
  readonly #log = element('log', HTMLElement);
  readonly #welcome = element('welcome', HTMLElement);
  readonly #typing = element('typing', HTMLElement);
  readonly #latest = element('latest', HTMLButtonElement);
  readonly #shown = new Map<string, HTMLElement>();
  #lastDay = '';
  #typingTimer: number | undefined;

  constructor(private readonly onTyping: (typing: boolean) => void) {
    this.#latest.addEventListener('click', () => this.#goToEnd('smooth'));
    this.#chat.addEventListener('scroll', () => {
      this.#latest.hidden = this.#isAtEnd();
    });
    // The keyboard of a phone, a notice or a long draft takes room: keep the end in view.
    new ResizeObserver(() => this.#latest.hidden && this.#goToEnd()).observe(this.#chat);
  }

  replaceAll(bubbles: Bubble[]): void {
    this.#log.ariaBusy = 'true';
    this.#log.replaceChildren();
    this.#shown.clear();
    this.#lastDay = '';
    for (const bubble of bubbles) this.#append(bubble);
    this.#welcome.hidden = bubbles.length > 0;
    this.showTyping(0);
    this.#goToEnd();
    this.#log.ariaBusy = 'false';
  }

  show(bubble: Bubble): void {
    const shown = this.#shown.get(bubble.wamid);
    if (shown) return showStatus(shown, bubble);
    const follow = bubble.from === 'me' || this.#isAtEnd();
    if (bubble.from === 'them') this.showTyping(0);
    this.#welcome.hidden = true;
    this.#append(bubble).classList.add('new');
    if (follow) this.#goToEnd();
    else this.#latest.hidden = false;
  }

  showTyping(forMs: number): void {
    clearTimeout(this.#typingTimer);
    const follow = this.#isAtEnd();
    this.#typing.hidden = forMs === 0;
    this.onTyping(forMs > 0);
    if (forMs === 0) return;
    if (follow) this.#goToEnd();
    this.#typingTimer = window.setTimeout(() => this.showTyping(0), forMs);
  }

  #append(bubble: Bubble): HTMLElement {
    const day = dayName(new Date(bubble.at));
    if (day !== this.#lastDay) {
      const separator = document.createElement('div');
      separator.className = 'day';
      separator.textContent = day;
      this.#log.append(separator);
      this.#lastDay = day;
    }
    const shown = newBubble(bubble);
    this.#log.append(shown);
    this.#shown.set(bubble.wamid, shown);
    return shown;
  }

  #isAtEnd(): boolean {
    return this.#chat.scrollHeight - this.#chat.scrollTop - this.#chat.clientHeight < nearTheEndPx;
  }

  #goToEnd(behavior: ScrollBehavior = 'instant'): void {
    this.#chat.scrollTo({ top: this.#chat.scrollHeight, behavior });
  }
}
