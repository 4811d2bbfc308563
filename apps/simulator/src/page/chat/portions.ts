import { make } from '../dom/make.ts';
import { dayName } from './days.ts';

/** Of a long conversation, so much is made in one go, and is drawn or left out together. */
export const portionSize = 25;

interface Dated {
  at: Date;
  element: HTMLElement;
}

/** The messages of a conversation in their order, each portion in an element of its own, with the days named above their first message. */
export class Portions {
  #days: Dated[] = [];

  constructor(
    private readonly log: HTMLElement,
    private readonly now: () => Date,
  ) {}

  clear(): void {
    this.log.replaceChildren();
    this.#days = [];
  }

  append(message: Dated): void {
    const last = this.log.lastElementChild;
    const portion = last instanceof HTMLElement && last.childElementCount < portionSize ? last : newPortion();
    this.#add(portion, this.#days, message);
    if (portion !== last) this.log.append(portion);
  }

  /** @param messages a whole portion, from before those that are there */
  prepend(messages: Dated[]): void {
    const portion = newPortion();
    const days: Dated[] = [];
    for (const message of messages) this.#add(portion, days, message);
    const [first] = this.#days;
    const last = days.at(-1);
    // The day began earlier than with what was there until now.
    if (first && last && isSameDay(first, last)) this.#days.shift()?.element.remove();
    this.#days.unshift(...days);
    this.log.prepend(portion);
  }

  /** "Today" is "Yesterday" after midnight, or once the clock was moved. */
  renewDays(): void {
    for (const { at, element } of this.#days) {
      const name = dayName(at, this.now());
      if (element.textContent !== name) element.textContent = name;
    }
  }

  #add(portion: HTMLElement, days: Dated[], message: Dated): void {
    const before = days.at(-1);
    if (!before || !isSameDay(before, message)) {
      const element = make('div', { class: 'day' }, dayName(message.at, this.now()));
      days.push({ at: message.at, element });
      portion.append(element);
    }
    portion.append(message.element);
    // Its height is estimated from it, as long as nobody sees it.
    portion.style.setProperty('--rows', `${portion.childElementCount}`);
  }
}

function newPortion(): HTMLElement {
  return make('div', { class: 'portion' });
}

function isSameDay(one: Dated, other: Dated): boolean {
  return one.at.toDateString() === other.at.toDateString();
}
