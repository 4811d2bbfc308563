import type { Exchange, Scene, Snapshot } from '../../phone/phone.events.ts';
import { Chat } from '../chat/chat.ts';
import { askLocation } from '../composer/attach-menu.ts';
import { Composer } from '../composer/composer.ts';
import { initialsOf } from '../contents/initials.ts';
import { iconButton, make } from '../dom/make.ts';
import { openMenu } from '../dom/menu.ts';
import { Phone, type Who } from '../phone.ts';
import { wordsOfError } from '../simulator.client.ts';
import type { BusinessNumber } from './numbers.ts';
import { Presence } from './presence.ts';
import { welcome } from './welcome.ts';

export interface ColumnEvents {
  changed: (column: Column) => void;
  exchange: (exchange: Exchange) => void;
  scene: (scene: Scene) => void;
  showOnWire: (wamid: string) => void;
  edit: (column: Column) => void;
  remove: (column: Column) => void;
  /** The last one has to stay. */
  mayRemove: () => boolean;
  /** There is no such phone. */
  refused: () => void;
}

/** One person's phone: who they are, their conversation with the business, and where they write. */
export class Column {
  readonly element: HTMLElement;
  readonly #phone: Phone;
  readonly #presence: Presence;
  readonly #chat: Chat;
  readonly #composer: Composer;
  readonly #stop: () => void;
  readonly #name = make('strong', { dir: 'auto' });
  readonly #number = make('span', { class: 'number' });
  #snapshot: Snapshot | undefined;
  unread = 0;

  constructor(
    readonly who: Who,
    private readonly business: BusinessNumber,
    private readonly events: ColumnEvents,
  ) {
    this.#phone = new Phone(who);
    this.#presence = new Presence(business);
    const trouble = (words: string): void => {
      this.#presence.trouble = words;
      this.#presence.show();
    };
    this.#composer = new Composer(this.#phone, this.#names, trouble);
    const greeting = welcome(business.verifiedName, (words) => {
      this.focus();
      void this.#composer.submit(words);
    });
    this.#chat = new Chat(this.#names, this.#actions(trouble), greeting, (typing) => {
      this.#presence.typing = typing;
      this.#presence.show();
    });
    this.element = make(
      'section',
      { class: 'column' },
      this.#head(),
      this.#presence.window,
      this.#presence.notice,
      this.#chat.element,
      make('footer', { class: 'foot' }, this.#chat.latest, this.#composer.element),
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#composer.dropRecording()) event.preventDefault();
    });
    this.#showNames();
    this.#stop = this.#listen();
  }

  get name(): string {
    return this.#snapshot?.name ?? this.who.name ?? 'Somebody';
  }

  /** As people write it. */
  get number(): string {
    return this.#snapshot?.phone || (this.who.phone ?? '');
  }

  get userId(): string | undefined {
    return this.#snapshot?.userId;
  }

  get aheadMs(): number {
    return this.#presence.aheadMs;
  }

  focus(): void {
    this.#composer.focus();
  }

  attach(file: File): void {
    this.#composer.attach(file);
  }

  /** Seen again after another one was shown. */
  seen(): void {
    this.unread = 0;
    this.#chat.settle();
  }

  hasMessage(wamid: string): boolean {
    return this.#chat.has(wamid);
  }

  goTo(wamid: string): void {
    this.#chat.goTo(wamid);
  }

  /** The address names this phone from now on. */
  keepDraftAs(phone: string): void {
    this.#composer.keepDraftAs(phone);
  }

  close(): void {
    this.#stop();
    this.#presence.close();
    this.#chat.close();
    this.#composer.close();
    this.element.remove();
  }

  get #names(): { me: string; them: string } {
    return { me: this.name, them: this.business.verifiedName };
  }

  #head(): HTMLElement {
    const { edit, remove, mayRemove } = this.events;
    const menu = iconButton('more', 'What to do with this person', () => {
      openMenu(menu, 'What to do with this person', [
        { label: 'Change name or number', icon: 'edit', act: () => edit(this) },
        ...(mayRemove()
          ? [{ label: 'Put this phone away', icon: 'remove' as const, act: () => remove(this) }]
          : []),
      ]);
    });
    menu.classList.add('dots');
    const { verifiedName, phone } = this.business;
    const avatar = make('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(verifiedName));
    avatar.style.setProperty('--hue', `${hueOf(phone)}`);
    return make(
      'header',
      { class: 'head' },
      avatar,
      make('div', { class: 'with' }, make('h2', { dir: 'auto' }, verifiedName), this.#presence.element),
      make('p', { class: 'owner' }, make('span', { class: 'unseen' }, 'Phone of '), this.#name, this.#number),
      menu,
    );
  }

  #actions(trouble: (words: string) => void): ConstructorParameters<typeof Chat>[1] {
    const phone = this.#phone;
    const tried = (work: Promise<void>): void => {
      work.then(
        () => trouble(''),
        (error: unknown) => trouble(`Not sent: ${wordsOfError(error)}`),
      );
    };
    return {
      reply: (bubble) => this.#composer.answer(bubble),
      react: (wamid, emoji) => tried(phone.react(wamid, emoji)),
      tap: (wamid, id) => tried(phone.tap(wamid, id)),
      played: (wamid) => tried(phone.played(wamid)),
      showOnWire: (wamid) => this.events.showOnWire(wamid),
      sendLocation: ({ wamid }) => askLocation((message) => tried(phone.send(message, wamid))),
    };
  }

  #listen(): () => void {
    return this.#phone.listen(
      {
        snapshot: (snapshot) => {
          this.#snapshot = snapshot;
          this.#presence.connected = true;
          this.#presence.setTimes(snapshot.times);
          const hadFocus = this.#chat.element.contains(document.activeElement);
          this.#chat.replaceAll(snapshot.bubbles, this.#names, () => this.#presence.now());
          if (hadFocus) this.focus();
          this.#showNames();
          this.#changed();
        },
        bubble: (bubble) => {
          if (this.#chat.show(bubble) && bubble.from === 'them') this.unread += 1;
          this.#changed();
        },
        typing: ({ forMs }) => this.#chat.showTyping(forMs),
        line: (line) => {
          this.#presence.line = line;
          this.#presence.show();
        },
        times: (times) => {
          this.#presence.setTimes(times);
          this.#chat.renewDays();
          this.#changed();
        },
        scene: (scene) => this.events.scene(scene),
        exchange: (exchange) => this.events.exchange(exchange),
      },
      (work) => this.#chat.press.whenOver(work),
      () => {
        this.#presence.connected = false;
        this.#presence.show();
      },
      (reason) => {
        this.#presence.refusal = reason;
        this.#presence.show();
        this.events.refused();
      },
    );
  }

  #changed(): void {
    this.#presence.show();
    this.events.changed(this);
  }

  #showNames(): void {
    const { name } = this;
    this.#name.textContent = name;
    this.#number.textContent = this.number;
    this.element.ariaLabel = `Phone of ${name}`;
    this.#composer.nameAuthor(name);
  }
}

/** The same number always has the same colour. */
function hueOf(text: string): number {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0).reduce(
    (hue, code) => (hue * 31 + code) % 360,
    200,
  );
}
