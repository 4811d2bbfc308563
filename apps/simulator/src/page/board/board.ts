import type { Exchange, Scene } from '../../phone/phone.events.ts';
import { element } from '../dom/elements.ts';
import type { Shown } from './address.ts';
import { Column } from './column.ts';
import { onFileDrop } from './file-drop.ts';
import { type BusinessNumber, chosenBusiness } from './numbers.ts';
import { askPerson, digitsOf, type PersonAnswers } from './person-form.ts';
import { Switcher } from './switcher.ts';

/** A browser opens six connections to one server; each phone holds one, and there must be some left to send with. */
const mostPeople = 4;
/** Whoever comes next is offered the next of these. */
const nextPhone = 16_505_551_235;

type Person = Shown['people'][number];

interface BoardEvents {
  /** People came, went or are called otherwise. */
  people: (columns: Column[]) => void;
  exchange: (exchange: Exchange) => void;
  scene: (scene: Scene) => void;
  showOnWire: (wamid: string) => void;
  address: () => void;
}

/** The phones side by side. */
export class Board {
  readonly #place = element('board', HTMLElement);
  readonly #add = element('add', HTMLButtonElement);
  readonly #switcher = new Switcher((column) => this.#choose(column));
  #columns = new Map<Person, Column>();
  #current: Column | undefined;

  constructor(
    private readonly shown: Shown,
    private readonly numbers: BusinessNumber[],
    private readonly events: BoardEvents,
  ) {
    this.#place.before(this.#switcher.element);
    this.#add.addEventListener('click', () => this.#askForOneMore());
    onFileDrop((file, target) => {
      const columns = [...this.#columns.values()];
      const hit = columns.find(({ element: phone }) => target instanceof Node && phone.contains(target));
      (hit ?? this.#current)?.attach(file);
    });
    this.#showPeople();
    this.#current?.focus();
  }

  /** They talk with another business. */
  reopen(): void {
    for (const column of this.#columns.values()) column.close();
    this.#columns.clear();
    this.#showPeople();
  }

  columnWith(wamid: string): Column | undefined {
    return [...this.#columns.values()].find((column) => column.hasMessage(wamid));
  }

  goTo(column: Column, wamid: string): void {
    if (column !== this.#current) this.#choose(column);
    column.goTo(wamid);
  }

  /** Whoever was there already stays as they are: with what they write, record, or look at. */
  #showPeople(): void {
    const { people } = this.shown;
    const before = this.#columns;
    this.#columns = new Map(people.map((person) => [person, before.get(person) ?? this.#open(person)]));
    for (const [person, column] of before) if (!this.#columns.has(person)) column.close();
    const columns = [...this.#columns.values()];
    for (const [at, column] of columns.entries()) {
      const there = this.#place.children[at];
      if (there !== column.element) this.#place.insertBefore(column.element, there ?? null);
    }
    this.#add.disabled = columns.length >= mostPeople;
    this.#choose(columns.find((column) => column === this.#current) ?? columns[0]);
    this.events.address();
  }

  #open(person: Person): Column {
    const { number } = this.shown;
    return new Column({ ...person, number }, chosenBusiness(this.numbers, number), {
      changed: () => this.#show(),
      exchange: (exchange) => this.events.exchange(exchange),
      scene: (scene) => this.events.scene(scene),
      showOnWire: (wamid) => this.events.showOnWire(wamid),
      edit: (column) => this.#edit(column, person),
      remove: () => this.#replace(person),
      mayRemove: () => this.shown.people.length > 1,
      refused: () => {
        person.isRefused = true;
        this.events.address();
      },
    });
  }

  #askForOneMore(): void {
    const taken = new Set(this.shown.people.map(({ phone }) => phone));
    let phone = nextPhone;
    while (taken.has(`${phone}`)) phone += 1;
    askPerson('Another phone', { phone: `+${phone}` }, this.#ownerOf(), (added) => {
      // From now on an address without a phone would not say who is who.
      for (const [person, column] of this.#columns) {
        if (person.phone) continue;
        person.phone = digitsOf(column.number);
        column.keepDraftAs(person.phone);
      }
      this.shown.people = [...this.shown.people, added];
      this.#showPeople();
      this.#choose(this.#columns.get(added));
      this.#current?.focus();
    });
  }

  #edit(column: Column, person: Person): void {
    const now = { phone: column.number, name: column.name };
    askPerson('Whose phone is it?', now, this.#ownerOf(column), (changed) => this.#replace(person, changed));
  }

  /** Who has a number already: two phones with one number would be one phone. */
  #ownerOf(except?: Column): (phone: string) => string | undefined {
    const others = [...this.#columns.values()].filter((column) => column !== except);
    return (phone) => others.find(({ number }) => digitsOf(number) === digitsOf(phone))?.name;
  }

  #replace(person: Person, by?: PersonAnswers): void {
    this.shown.people = this.shown.people.flatMap((one) => (one === person ? (by ?? []) : one));
    this.#showPeople();
    if (by) this.#choose(this.#columns.get(by));
    this.#current?.focus();
  }

  #choose(column: Column | undefined): void {
    if (!column) return;
    this.#current = column;
    for (const one of this.#columns.values()) one.element.classList.toggle('current', one === column);
    column.seen();
    // There may be more of them than fit.
    column.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#show();
  }

  #show(): void {
    if (this.#current) {
      this.#current.unread = 0;
      this.#switcher.show([...this.#columns.values()], this.#current);
    }
    this.events.people([...this.#columns.values()]);
  }
}
