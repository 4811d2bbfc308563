import type { Bubble } from '../../phone/phone.events.ts';
import { iconButton, make } from '../dom/make.ts';
import { Press } from '../dom/press.ts';
import { BubbleView } from './bubble.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { moveAmong } from './bubble-keys.ts';
import { openFocused } from './opened.ts';
import { Portions, portionSize } from './portions.ts';

const nearTheEndPx = 80;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const renewDaysMs = 30_000;

type Actions = Omit<BubbleActions, 'goTo'>;

/** The conversation on the screen. Whoever reads further up is left in peace; a button leads back down. */
export class Chat {
  readonly element: HTMLElement;
  readonly latest = iconButton('down', 'Go to the latest message', () => this.#showLatest(), 'round latest');
  /** On the conversation. */
  readonly press: Press;
  readonly #log: HTMLElement;
  readonly #typing: HTMLElement;
  readonly #portions: Portions;
  readonly #shown = new Map<string, BubbleView>();
  readonly #daysTimer = window.setInterval(() => this.renewDays(), renewDaysMs);
  #typingTimer: number | undefined;
  #now = (): Date => new Date();
  /** Whether the end is kept in view, whatever comes. */
  #isFollowing = true;
  #scrollTop = 0;
  #tabStop: BubbleView | undefined;
  /** Those from before the ones that are shown, as long as they are not shown themselves. */
  #older: Bubble[] = [];
  #olderTimer: number | undefined;

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
    this.#portions = new Portions(this.#log, () => this.#now());
    this.#log.addEventListener('keydown', (event) => moveAmong(this.#inOrder(), event));
    this.#log.addEventListener('focusin', ({ target }) => this.#moveTabStop(target));
    const dots = [1, 2, 3].map(() => make('i'));
    const says = make('span', { class: 'unseen' }, `${names.them} is typing`);
    this.#typing = make('div', { class: 'typing', hidden: true }, ...dots, says);
    this.element = make('div', { class: 'chat' }, welcome, this.#log, this.#typing);
    this.press = new Press(this.element);
    openFocused(this.#log, this.press);
    this.latest.hidden = true;
    this.element.addEventListener('scroll', () => this.#noticeScroll());
    // Messages, the keyboard of a phone, a notice, a picture that arrives or a long draft take room: keep the end in view. All that
    // came since the last frame is laid out once for it.
    const keeper = new ResizeObserver(() => this.#isFollowing && this.#scrollToEnd('instant'));
    for (const one of [this.element, this.#log, this.#typing]) keeper.observe(one);
  }

  /** @param now the simulator's time, which the names of days go by */
  replaceAll(bubbles: Bubble[], names: { me: string; them: string }, now: () => Date): void {
    this.names = names;
    this.#now = now;
    this.#portions.clear();
    this.#shown.clear();
    this.#tabStop = undefined;
    for (const bubble of bubbles.slice(-portionSize)) this.#append(bubble);
    this.#older = bubbles.slice(0, -portionSize);
    this.#showOlder();
    this.welcome.hidden = bubbles.length > 0;
    this.showTyping(0);
    this.settle();
  }

  /** @returns whether it is new */
  show(bubble: Bubble): boolean {
    const shown = this.#shown.get(bubble.wamid);
    if (shown) {
      shown.update(bubble);
      return false;
    }
    const waiting = this.#older.findIndex(({ wamid }) => wamid === bubble.wamid);
    if (waiting >= 0) {
      this.#older[waiting] = bubble;
      return false;
    }
    if (bubble.from === 'them') this.showTyping(0);
    this.welcome.hidden = true;
    this.#append(bubble).classList.add('new');
    if (bubble.from === 'me') this.#follow(true);
    return true;
  }

  showTyping(forMs: number): void {
    clearTimeout(this.#typingTimer);
    this.#typing.hidden = forMs === 0;
    this.onTyping(forMs > 0);
    if (forMs === 0) return;
    this.#typingTimer = window.setTimeout(() => this.showTyping(0), forMs);
  }

  renewDays(): void {
    this.#portions.renewDays();
  }

  has(wamid: string): boolean {
    return this.#shown.has(wamid);
  }

  goTo(wamid: string): void {
    const bubble = this.#shown.get(wamid)?.element;
    bubble?.focus({ preventScroll: true });
    bubble?.scrollIntoView({ block: 'center' });
  }

  close(): void {
    clearInterval(this.#daysTimer);
    clearTimeout(this.#typingTimer);
    clearTimeout(this.#olderTimer);
  }

  /** Shown again after it was out of sight. */
  settle(): void {
    this.#follow(true);
    requestAnimationFrame(() => this.#isFollowing && this.#scrollToEnd('instant'));
  }

  #append(bubble: Bubble): HTMLElement {
    const view = this.#viewOf(bubble);
    this.#portions.append({ at: new Date(bubble.at), element: view.element });
    // The tab key leads to the newest message, the arrow keys from there to the others.
    if (!this.#tabStop?.element.contains(document.activeElement)) this.#setTabStop(view);
    return view.element;
  }

  /** In portions, the newest first: between them the browser draws, and answers whoever writes. Nothing of it is read out. */
  #showOlder(): void {
    clearTimeout(this.#olderTimer);
    this.#log.ariaBusy = `${this.#older.length > 0}`;
    if (this.#older.length === 0) return;
    this.#olderTimer = window.setTimeout(() => {
      const next = this.#older.splice(-portionSize);
      this.#portions.prepend(
        next.map((one) => ({ at: new Date(one.at), element: this.#viewOf(one).element })),
      );
      this.#showOlder();
    });
  }

  #viewOf(bubble: Bubble): BubbleView {
    const view = new BubbleView(bubble, this.names, { ...this.actions, goTo: (wamid) => this.goTo(wamid) });
    this.#shown.set(bubble.wamid, view);
    return view;
  }

  #inOrder(): BubbleView[] {
    const bubbles = [...this.#log.querySelectorAll<HTMLElement>('.bubble')];
    return bubbles.flatMap(({ dataset }) => this.#shown.get(dataset.wamid ?? '') ?? []);
  }

  #moveTabStop(focused: EventTarget | null): void {
    const bubble = focused instanceof Element ? focused.closest<HTMLElement>('.bubble') : null;
    const view = this.#shown.get(bubble?.dataset.wamid ?? '');
    if (view) this.#setTabStop(view);
  }

  /** One for all messages: who goes on by the tab key does not pass everything that was ever said. */
  #setTabStop(view: BubbleView): void {
    if (this.#tabStop === view) return;
    if (this.#tabStop) this.#tabStop.isTabStop = false;
    view.isTabStop = true;
    this.#tabStop = view;
  }

  #showLatest(): void {
    // The button that was pressed goes away.
    this.#inOrder().at(-1)?.element.focus({ preventScroll: true });
    this.#follow(true);
    this.#scrollToEnd(calm.matches ? 'instant' : 'smooth');
  }

  /** Only a way up is somebody's wish to stay there: on the way down, messages may come faster than the end is reached. */
  #noticeScroll(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isUp = scrollTop < this.#scrollTop;
    this.#scrollTop = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < nearTheEndPx) this.#follow(true);
    else if (isUp) this.#follow(false);
  }

  #follow(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.latest.hidden = isFollowing;
  }

  #scrollToEnd(behavior: ScrollBehavior): void {
    this.element.scrollTo({ top: this.element.scrollHeight, behavior });
  }
}
