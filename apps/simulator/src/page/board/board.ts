import type { Exchange } from '../../phone/phone.events.ts';
import { element } from '../dom/elements.ts';
import type { Shown } from './address.ts';
import { Column } from './column.ts';
import { type BusinessNumber, usualBusiness } from './numbers.ts';
import { askPerson, type PersonAnswers } from './person-form.ts';
import { Switcher } from './switcher.ts';

/** A browser opens six connections to one server; each phone holds one, and there must be some left to send with. */
const mostPeople = 4;
/** Whoever comes next is offered the next of these. */
const nextPhone = 16_505_551_235;

interface BoardEvents {
  /** People came, went or are called otherwise. */
  people: (columns: Column[]) => void;
  exchange: (exchange: Exchange) => void;
  address: () => void;
}

/** The phones side by side. */
export class Board {
  readonly #place = element('board', HTMLElement);
  readonly #add = element('add', HTMLButtonElement);
  readonly #switcher = new Switcher((column) => this.#choose(column));
  #columns: Column[] = [];
  #current: Column | undefined;

  constructor(
    private readonly shown: Shown,
    private readonly numbers: BusinessNumber[],
    private readonly events: BoardEvents,
  ) {
    this.#place.before(this.#switcher.element);
    this.#add.addEventListener('click', () => this.#askForOneMore());
    this.rebuild();
    this.#current?.focus();
  }

  /** Opens every phone anew: somebody has another number, or they talk with another business. */
  rebuild(): void {
    for (const column of this.#columns) column.close();
    const columns = this.shown.people.map((person) => this.#open(person));
    this.#columns = columns;
    this.#place.replaceChildren(...columns.map((column) => column.element));
    this.#add.disabled = columns.length >= mostPeople;
    const [first] = columns;
    if (first) this.#choose(first);
    this.events.address();
  }

  get #business(): string {
    const { number } = this.shown;
    const found = this.numbers.find(({ id }) => id === number) ?? this.numbers[0];
    return found?.verifiedName ?? usualBusiness;
  }

  #open(person: Shown['people'][number]): Column {
    const isOnly = this.shown.people.length === 1;
    return new Column({ ...person, number: this.shown.number }, this.#business, {
      changed: () => this.#show(),
      exchange: (exchange) => this.events.exchange(exchange),
      edit: (column) => this.#edit(column, person),
      remove: isOnly ? undefined : () => this.#replace(person),
    });
  }

  #askForOneMore(): void {
    const taken = new Set(this.shown.people.map(({ phone }) => phone));
    let phone = nextPhone;
    while (taken.has(`${phone}`)) phone += 1;
    askPerson('Another phone', { phone: `+${phone}`, name: '' }, (added) => {
      // From now on an address without a phone would not say who is who.
      const [first] = this.#columns;
      const known = this.shown.people.map((person) => ({
        phone: first?.number.replace(/\D/g, ''),
        ...person,
      }));
      this.shown.people = [...known, added];
      this.rebuild();
      this.#choose(this.#columns.at(-1));
      this.#current?.focus();
    });
  }

  #edit(column: Column, person: Shown['people'][number]): void {
    askPerson('Whose phone is it?', { phone: column.number, name: column.name }, (changed) =>
      this.#replace(person, changed),
    );
  }

  #replace(person: Shown['people'][number], by?: PersonAnswers): void {
    this.shown.people = this.shown.people.flatMap((one) => (one === person ? (by ?? []) : one));
    this.rebuild();
  }

  #choose(column: Column | undefined): void {
    if (!column) return;
    this.#current = column;
    for (const one of this.#columns) one.element.classList.toggle('current', one === column);
    column.seen();
    this.#show();
  }

  #show(): void {
    if (this.#current) {
      this.#current.unread = 0;
      this.#switcher.show(this.#columns, this.#current);
    }
    this.events.people(this.#columns);
  }
}
