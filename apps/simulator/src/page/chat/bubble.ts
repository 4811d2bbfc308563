import { wordsOf } from '../../phone/content.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { contentOf, isPlain } from '../contents/content.ts';
import { onlyEmoji } from '../contents/emoji.ts';
import { excerpt } from '../contents/text.ts';
import { drawing } from '../dom/icons.ts';
import { type Child, iconButton, make, present } from '../dom/make.ts';
import { minuteOf } from '../dom/time-of-day.ts';
import type { BubbleActions } from './bubble-actions.ts';
import { openBubbleMenu } from './bubble-menu.ts';
import { failureOf } from './failure.ts';
import { statusWords, timesOf } from './times.ts';

const clockPath = 'M10 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 2.6V7l2 1.6';
const tickPaths = ['m2.5 7.6 3.6 3.7 7-8.6', 'm9.2 10.6.7.7 7-8.6'];
const crossPath = 'M10 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 2.7v3.3m0 2.2v.01';

/**
 * A message on the screen. It stays the same element for as long as it is shown, and only the parts that changed are
 * made anew: a voice message plays on when it is read, and nothing is read out twice.
 */
export class BubbleView {
  readonly element: HTMLElement;
  /** What has a direction of its own does not count for the bubble's, which is that of what was said. */
  readonly #quote = make('div', { dir: 'auto' });
  readonly #content = make('div', { class: 'content' });
  readonly #error = make('div', { dir: 'ltr' });
  readonly #meta = make('div', { class: 'meta', dir: 'ltr', 'aria-live': 'off' });
  readonly #times = make('dl', { class: 'times', dir: 'ltr', 'aria-live': 'off' });
  readonly #reactions = make('div', { dir: 'ltr' });
  readonly #filledWith = new Map<Element, string>();
  #isTabStop = false;

  constructor(
    private bubble: Bubble,
    private readonly names: { me: string; them: string },
    private readonly actions: BubbleActions,
  ) {
    const menu = iconButton(
      'more',
      'What to do with this message',
      () => this.openMenu(menu),
      'round dots more',
    );
    menu.tabIndex = -1;
    this.element = make(
      'div',
      {
        class: 'bubble',
        role: 'article',
        tabindex: -1,
        dir: 'auto',
        'data-from': bubble.from,
        'data-wamid': bubble.wamid,
      },
      make('span', { class: 'unseen author', dir: 'auto' }, `${this.#author}:`),
      this.#quote,
      this.#content,
      this.#meta,
      this.#error,
      this.#times,
      this.#reactions,
      menu,
    );
    // A file that can not be shown becomes a link as soon as that is noticed.
    this.#content.addEventListener('error', () => setTimeout(() => this.#setTabStops(this.#content)), true);
    this.update(bubble);
  }

  update(bubble: Bubble): void {
    this.bubble = bubble;
    const { wamid, content, status, quotes, reactions, edited, revoked, error } = bubble;
    this.element.dataset.status = status;
    this.element.dataset.kind = revoked ? 'gone' : content.kind;
    this.element.classList.toggle('plain', isPlain(bubble));
    this.element.dataset.emoji = `${content.kind === 'text' && !revoked ? onlyEmoji(content.text) : 0}`;
    this.element.ariaLabel = `${this.#author}, ${minuteOf(bubble.at)}, ${statusWords[status]}: ${wordsOf(content)}`;
    this.#fill(this.#quote, quotes, () => [quotes && this.#quoteOf(quotes)]);
    this.#fill(this.#content, [content, revoked], () => contentOf(bubble, this.actions));
    this.#fill(this.#meta, [status, edited], () => this.#metaOf(bubble));
    this.#fill(this.#error, error, () => [error && failureOf(error)]);
    this.#fill(this.#times, bubble.times, () => timesOf(bubble));
    this.#fill(this.#reactions, reactions, () => [reactions && this.#reactionsOf(wamid, reactions)]);
  }

  /** Whether the tab key leads here and to what can be done inside. */
  set isTabStop(isTabStop: boolean) {
    this.#isTabStop = isTabStop;
    this.element.tabIndex = isTabStop ? 0 : -1;
    for (const part of [this.#quote, this.#content, this.#error, this.#reactions]) this.#setTabStops(part);
  }

  openMenu(opener: HTMLElement = this.element): void {
    openBubbleMenu(opener, this.bubble, this.actions);
  }

  get #author(): string {
    return this.names[this.bubble.from];
  }

  #fill(part: HTMLElement, from: unknown, render: () => Child[]): void {
    const key = JSON.stringify(from) ?? '';
    if (this.#filledWith.get(part) === key) return;
    this.#filledWith.set(part, key);
    const hadFocus = part.contains(document.activeElement);
    part.replaceChildren(...present(render()));
    this.#setTabStops(part);
    if (hadFocus) this.element.focus({ preventScroll: true });
  }

  #setTabStops(part: HTMLElement): void {
    for (const one of part.querySelectorAll<HTMLElement>('a, button, input, video'))
      one.tabIndex = this.#isTabStop ? 0 : -1;
  }

  #quoteOf({ wamid, text, from }: NonNullable<Bubble['quotes']>): HTMLElement {
    const onclick = (): void => this.actions.goTo(wamid);
    return make(
      'button',
      { type: 'button', class: 'quote', dir: 'auto', onclick },
      make('span', { class: 'unseen' }, 'Answers '),
      from && make('strong', { class: 'by', dir: 'auto' }, from === 'me' ? 'You' : this.names.them),
      make('span', { class: 'excerpt' }, ...excerpt(text)),
    );
  }

  #metaOf({ at, status, edited, from }: Bubble): HTMLElement[] {
    const state = make('span', { class: from === 'me' ? 'state unseen' : 'state' }, statusWords[status]);
    const time = make('time', { datetime: at }, minuteOf(at));
    const parts = edited ? [make('span', {}, 'edited'), state, time] : [state, time];
    if (from === 'them') return parts;
    const title = statusWords[status];
    const ticks = make('span', { class: 'ticks', title: title.charAt(0).toUpperCase() + title.slice(1) });
    ticks.append(drawing('0 0 20 14', ...ticksOf(status)));
    return [...parts, ticks];
  }

  #reactionsOf(wamid: string, { me, them }: NonNullable<Bubble['reactions']>): Child {
    if (!me && !them) return null;
    const { names, actions } = this;
    const label = `Take your reaction ${me} back`;
    const onclick = (): void => actions.react(wamid, '');
    return make(
      'div',
      { class: 'reactions' },
      them &&
        make(
          'span',
          { title: names.them },
          make('span', { class: 'unseen' }, `${names.them} reacted `),
          them,
        ),
      me && make('button', { type: 'button', 'aria-label': label, title: label, onclick }, me),
    );
  }
}

function ticksOf(status: Bubble['status']): string[] {
  if (status === 'pending') return [clockPath];
  if (status === 'failed') return [crossPath];
  return status === 'acknowledged' || status === 'sent' ? tickPaths.slice(0, 1) : tickPaths;
}
