import type { Bubble } from '../../phone/phone.events.ts';
import { iconButton, make } from '../dom/make.ts';
import { BubbleView } from './bubble.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { moveAmong } from './bubble-keys.ts';
import { dayName } from './days.ts';
import { openFocused } from './opened.ts';

const nearTheEndPx = 80;
const renewDaysMs = 30_000;

type Actions = Omit<BubbleActions, 'goTo'>;

/** The conversation on the screen. Whoever reads further up is left in peace; a button leads back down. */
export class Chat {
  readonly element: HTMLElement;
  readonly latest = iconButton(
    'down',
    'Go to the latest message',
    () => this.#goToEnd('smooth'),
    'round latest',
  );
  readonly #log: HTMLElement;
  readonly #typing: HTMLElement;
  readonly #shown = new Map<string, BubbleView>();
  /** The days that are named above their first message, in their order. */
  readonly #days: { at: Date; element: HTMLElement }[] = [];
  readonly #daysTimer = window.setInterval(() => this.renewDays(), renewDaysMs);
  #typingTimer: number | undefined;
  #now = (): Date => new Date();

  /** @param welcome stands there while nothing was said */
  constructor(
    private names: { me: string; them: string },
    private readonly actions: Actions,
    private readonly welcome: HTMLElement,
    private readonly onTyping: (typing: boolean) => void,
  ) {
    this.#log = make('div', {
      class: 'log',
      role: 'log',
      'aria-live': 'polite',
      'aria-relevant': 'additions',
      'aria-label': 'Conversation',
    });
    this.#log.addEventListener('keydown', (event) => moveAmong([...this.#shown.values()], event));
    openFocused(this.#log);
    const dots = [1, 2, 3].map(() => make('i'));
    const says = make('span', { class: 'unseen' }, `${names.them} is typing`);
    this.#typing = make('div', { class: 'typing', hidden: true }, ...dots, says);
    this.element = make('div', { class: 'chat' }, welcome, this.#log, this.#typing);
    this.latest.hidden = true;
    this.element.addEventListener('scroll', () => {
      this.latest.hidden = this.#isAtEnd();
    });
    // The keyboard of a phone, a notice, a picture that arrives or a long draft take room: keep the end in view.
    const keeper = new ResizeObserver(() => this.latest.hidden && this.#goToEnd());
    keeper.observe(this.element);
    keeper.observe(this.#log);
  }

  /** @param now the simulator's time, which the names of days go by */
  replaceAll(bubbles: Bubble[], names: { me: string; them: string }, now: () => Date): void {
    this.names = names;
    this.#now = now;
    this.#log.ariaBusy = 'true';
    this.#log.replaceChildren();
    this.#shown.clear();
    this.#days.length = 0;
    for (const bubble of bubbles) this.#append(bubble);
    this.welcome.hidden = bubbles.length > 0;
    this.showTyping(0);
    this.#goToEnd();
    this.#log.ariaBusy = 'false';
  }

  /** @returns whether it is new */
  show(bubble: Bubble): boolean {
    const shown = this.#shown.get(bubble.wamid);
    if (shown) {
      shown.update(bubble);
      return false;
    }
    const follow = bubble.from === 'me' || this.#isAtEnd();
    if (bubble.from === 'them') this.showTyping(0);
    this.welcome.hidden = true;
    this.#append(bubble).classList.add('new');
    if (follow) this.#goToEnd();
    else this.latest.hidden = false;
    return true;
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

  /** "Today" is "Yesterday" after midnight, or once the clock was moved. */
  renewDays(): void {
    for (const { at, element } of this.#days) {
      const name = dayName(at, this.#now());
      if (element.textContent !== name) element.textContent = name;
    }
  }

  close(): void {
    clearInterval(this.#daysTimer);
    clearTimeout(this.#typingTimer);
  }

  /** Shown again after it was out of sight. */
  settle(): void {
    this.#goToEnd();
  }

  #append(bubble: Bubble): HTMLElement {
    const at = new Date(bubble.at);
    if (this.#days.at(-1)?.at.toDateString() !== at.toDateString()) {
      const element = make('div', { class: 'day' }, dayName(at, this.#now()));
      this.#log.append(element);
      this.#days.push({ at, element });
    }
    const view = new BubbleView(bubble, this.names, { ...this.actions, goTo: (wamid) => this.#goTo(wamid) });
    // The tab key leads to the newest message, the arrow keys from there to the others.
    for (const stop of this.#log.querySelectorAll('.bubble[tabindex="0"]'))
      stop.setAttribute('tabindex', '-1');
    view.element.tabIndex = 0;
    this.#log.append(view.element);
    this.#shown.set(bubble.wamid, view);
    return view.element;
  }

  #goTo(wamid: string): void {
    const bubble = this.#shown.get(wamid)?.element;
    bubble?.focus({ preventScroll: true });
    bubble?.scrollIntoView({ block: 'center' });
  }

  #isAtEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < nearTheEndPx;
  }

  #goToEnd(behavior: ScrollBehavior = 'instant'): void {
    const { matches: calm } = matchMedia('(prefers-reduced-motion: reduce)');
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: calm ? 'instant' : behavior });
  }
}
