import type { Exchange } from '../../phone/phone.events.ts';
import type { Column } from '../board/column.ts';
import { icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { Press } from '../dom/press.ts';
import { call } from '../simulator.client.ts';
import { ExchangeView } from './exchange-view.ts';
import { WireFilter } from './wire-filter.ts';
import { moveAmongRows } from './wire-keys.ts';

const mostShown = 300;
/** Of those of the last hour, which come all together when the page is opened, so many are made in one go. */
const atOnce = 20;

interface Redelivered {
  id: number;
  status: number | null;
}

/** Everything that went over the wire between the simulator and the business, the newest first. */
export class WirePanel {
  readonly element: HTMLElement;
  readonly #views = new Map<string, ExchangeView>();
  readonly #waiting = new Map<string, Exchange>();
  readonly #filter = new WireFilter(() => this.#apply());
  readonly #list = make('div', { class: 'exchanges' });
  readonly #press = new Press(this.#list);
  readonly #count = make('span', { class: 'quiet', role: 'status' });
  readonly #nothing = make(
    'p',
    { class: 'empty' },
    'Nothing yet. Each call of the business and each webhook appears here, with what was said and answered.',
  );
  readonly #noMatch = make('div', { class: 'empty', hidden: true });
  readonly #names = new Map<string, string>();
  #isShowing = false;
  #isCounting = false;

  /** @param showMessage goes to a message on its phone, and tells whether it is there */
  constructor(private readonly showMessage: (wamid: string) => boolean) {
    const button = (words: string, onclick: () => void, ...more: Node[]): HTMLElement =>
      make('button', { type: 'button', onclick }, ...more, words);
    const save = button('Export', () => this.#export(), icon('save'));
    save.title = 'Save what is shown as a HAR file, which browsers and other tools read';
    save.classList.add('copy');
    this.#noMatch.append(
      make('p', {}, 'None of the exchanges matches.'),
      button('Show all', () => {
        this.#filter.reset();
        // The button that was pressed goes away.
        this.#filter.focus();
      }),
    );
    this.#list.addEventListener('keydown', (event) => moveAmongRows(this.#list, event));
    this.element = make(
      'div',
      { class: 'wire' },
      this.#filter.element,
      make(
        'div',
        { class: 'row wire-tools' },
        this.#count,
        save,
        button('Clear', () => this.clear()),
      ),
      this.#nothing,
      this.#noMatch,
      this.#list,
    );
  }

  /** Everybody's stream tells of the same exchanges, and again when an answer came. */
  show(exchange: Exchange): void {
    const key = `${exchange.at} ${exchange.id}`;
    const known = this.#waiting.get(key) ?? this.#views.get(key)?.exchange;
    if (known && known.tookMs === exchange.tookMs) return;
    this.#waiting.set(key, exchange);
    this.#showSoon();
  }

  /** Opens the exchange that brought a message. */
  reveal(wamid: string): void {
    this.#showWaiting();
    const about = [...this.#views.values()].filter(({ facts }) => facts.wamids.includes(wamid));
    const found = about.find(({ facts }) => !facts.isStatus) ?? about[0];
    if (!found) {
      this.#count.textContent = 'What brought this message is not kept any more.';
      return;
    }
    if (found.element.hidden) this.#filter.reset();
    found.reveal();
  }

  setPeople(columns: Column[]): void {
    const known = new Map(columns.flatMap(({ name, userId }) => (userId ? [[userId, name] as const] : [])));
    if (sameEntries(known, this.#names)) return;
    this.#names.clear();
    for (const [userId, name] of known) this.#names.set(userId, name);
    this.#filter.setPeople(columns);
    for (const view of this.#views.values()) view.rename();
    this.#apply();
  }

  clear(): void {
    this.#waiting.clear();
    for (const [key, view] of this.#views) this.#forget(key, view);
    this.#apply();
  }

  #showSoon(): void {
    if (this.#isShowing) return;
    this.#isShowing = true;
    setTimeout(() => {
      this.#press.whenOver(() => {
        this.#isShowing = false;
        this.#showWaiting(atOnce);
        if (this.#waiting.size > 0) this.#showSoon();
      });
    });
  }

  #showWaiting(most = Infinity): void {
    for (const [key, exchange] of [...this.#waiting].slice(0, most)) {
      this.#waiting.delete(key);
      const known = this.#views.get(key);
      if (known) known.update(exchange);
      const view = known ?? this.#add(key, exchange);
      view.element.hidden = !this.#filter.wants(view);
    }
    this.#showCount();
  }

  #add(key: string, exchange: Exchange): ExchangeView {
    const view = new ExchangeView(exchange, {
      nameOf: (userId) => this.#names.get(userId),
      showMessage: this.showMessage,
      curlOf: async ({ id }) => (await call<{ command: string }>('GET', `_scenario/wire/${id}/curl`)).command,
      redeliver: async ({ id }) => outcomeOf(await call('POST', `_scenario/wire/${id}/redeliver`)),
    });
    this.#views.set(key, view);
    const newer = [...this.#views.values()].find((one) => one.exchange.id > exchange.id);
    if (newer) newer.element.after(view.element);
    else this.#list.prepend(view.element);
    const [oldest] = this.#views;
    if (oldest && this.#views.size > mostShown) this.#forget(...oldest);
    return view;
  }

  #apply(): void {
    for (const view of this.#views.values()) view.element.hidden = !this.#filter.wants(view);
    this.#showCount();
  }

  /** Once for all that happens until the screen is drawn anew. */
  #showCount(): void {
    if (this.#isCounting) return;
    this.#isCounting = true;
    requestAnimationFrame(() => {
      this.#isCounting = false;
      const shown = this.#shown.length;
      const { size } = this.#views;
      this.#count.textContent = this.#filter.isOn ? `${shown} of ${size}` : `${size}`;
      this.#nothing.hidden = size > 0;
      this.#noMatch.hidden = size === 0 || shown > 0;
    });
  }

  get #shown(): ExchangeView[] {
    return [...this.#views.values()].filter(({ element }) => !element.hidden);
  }

  #export(): void {
    const ids = this.#shown.map(({ exchange }) => exchange.id).join(',');
    make('a', { href: `_scenario/wire.har?ids=${ids || 0}`, download: 'wire.har' }).click();
  }

  #forget(key: string, { element }: ExchangeView): void {
    this.#views.delete(key);
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    if (hadFocus) this.#filter.focus();
  }
}

function outcomeOf({ status }: Redelivered): string {
  return status === null ? 'Delivered again: no answer.' : `Delivered again: answered with ${status}.`;
}

function sameEntries(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
