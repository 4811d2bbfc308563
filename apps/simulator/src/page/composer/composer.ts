import type { Bubble } from '../../phone/phone.events.ts';
import { wordsOf } from '../../phone/content.ts';
import { icon } from '../dom/icons.ts';
import { iconButton, make } from '../dom/make.ts';
import type { Phone } from '../phone.ts';
import { wordsOfError } from '../simulator.client.ts';
import { voiceType } from '../voice/voice-message.ts';
import { kindOfFile, openAttachMenu } from './attach-menu.ts';
import { draftKeyOf, draftOf, keepDraft } from './drafts.ts';
import { Tray } from './tray.ts';
import { VoiceBar } from './voice-bar.ts';

let composers = 0;

/** Where the person writes. Enter sends, Shift+Enter begins a new line. */
export class Composer {
  readonly element: HTMLElement;
  readonly #text: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #mic: HTMLButtonElement;
  readonly #form: HTMLFormElement;
  readonly #tray = new Tray(
    () => this.#refresh(),
    () => this.focus(),
  );
  readonly #voiceBar = new VoiceBar((recording) => void this.#spoken(recording));
  #draftKey: string;

  /** @param trouble says what went wrong, or nothing once it is over */
  constructor(
    private readonly phone: Phone,
    private readonly names: { me: string; them: string },
    private readonly trouble: (words: string) => void,
  ) {
    this.#draftKey = draftKeyOf(phone.who);
    composers += 1;
    this.#text = make('textarea', {
      id: `text-${composers}`,
      rows: 1,
      dir: 'auto',
      placeholder: 'Message',
      maxlength: 65_536,
      enterkeyhint: 'send',
      autocomplete: 'off',
    });
    this.nameAuthor(names.me);
    this.#text.value = draftOf(this.#draftKey);
    this.#send = make('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
    this.#mic = iconButton('mic', 'Record a voice message', () => void this.#record(), 'send');
    const attach = iconButton('attach', 'Attach', () => openAttachMenu(attach, this.#attachActions));
    this.#form = make('form', { class: 'composer' }, attach, this.#text, this.#send, this.#mic);
    this.element = make('div', {}, this.#tray.element, this.#form, this.#voiceBar.element);
    this.#listen();
    this.#refresh();
  }

  focus(): void {
    this.#text.focus();
  }

  /** What the person is called is known only once the simulator says it, and may change. */
  nameAuthor(me: string): void {
    this.#text.ariaLabel = `Message from ${me} to ${this.names.them}`;
  }

  /** From now on the address names this phone: what is being written is found again by it. */
  keepDraftAs(phone: string): void {
    keepDraft(this.#draftKey, '');
    this.#draftKey = draftKeyOf({ ...this.phone.who, phone });
    keepDraft(this.#draftKey, this.#text.value);
  }

  close(): void {
    this.#voiceBar.close();
  }

  /** The next message answers this one. */
  answer(bubble: Bubble): void {
    const { wamid, content, from } = bubble;
    const author = from === 'me' ? 'You' : this.names.them;
    this.#tray.quote({ wamid, text: wordsOf(content), author });
    this.focus();
  }

  /** Goes out with the next message. */
  attach(file: File): void {
    this.#attachActions.attach({ kind: kindOfFile(file), file, filename: file.name });
  }

  /** @returns whether anything was being recorded */
  dropRecording(): boolean {
    return this.#voiceBar.drop();
  }

  submit(words: string): Promise<boolean> {
    return this.#deliver(() => this.phone.write(words));
  }

  #listen(): void {
    this.#text.addEventListener('input', () => {
      keepDraft(this.#draftKey, this.#text.value);
      this.#refresh();
    });
    this.#text.addEventListener('keydown', (event) => {
      // While an input method composes, Enter picks a word.
      if (event.key === 'Escape' && this.#tray.empty()) return;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#submit();
    });
    this.#text.addEventListener('paste', (event) => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      this.attach(file);
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  get #attachActions(): Parameters<typeof openAttachMenu>[1] {
    return {
      attach: (file) => {
        this.#tray.attach(file);
        this.focus();
      },
      send: (message) => {
        const quotes = this.#tray.quotes?.wamid;
        this.#tray.empty();
        void this.#deliver(() => this.phone.send(message, quotes));
      },
    };
  }

  async #submit(): Promise<void> {
    const text = this.#text.value.trim();
    const { quotes, attached } = this.#tray;
    if (!text && !attached) return;
    this.#fill('');
    this.#tray.empty();
    this.focus();
    const caption = text || undefined;
    const delivered = await this.#deliver(() =>
      attached
        ? this.phone.attach(
            { ...attached, caption: attached.kind === 'audio' ? undefined : caption },
            quotes?.wamid,
          )
        : this.phone.write(text, quotes?.wamid),
    );
    if (delivered) return;
    // Given back, unless the person is writing something else by now.
    if (!this.#text.value) this.#fill(text);
    if (attached) this.#tray.attach(attached);
    if (quotes) this.#tray.quote(quotes);
  }

  async #record(): Promise<void> {
    try {
      if (await this.#voiceBar.start()) this.#form.hidden = true;
    } catch (error) {
      this.trouble(`Nothing can be recorded: ${wordsOfError(error)}`);
    }
  }

  async #spoken(recording?: Promise<Blob>): Promise<void> {
    this.#form.hidden = false;
    (this.#mic.hidden ? this.#text : this.#mic).focus();
    if (!recording) return;
    const quotes = this.#tray.quotes?.wamid;
    this.#tray.empty();
    await this.#deliver(async () => {
      const file = new Blob([await recording], { type: voiceType });
      await this.phone.attach({ kind: 'audio', file, voice: true }, quotes);
    });
  }

  async #deliver(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.trouble('');
      return true;
    } catch (error) {
      this.trouble(`Not sent: ${wordsOfError(error)}`);
      return false;
    }
  }

  #fill(text: string): void {
    this.#text.value = text;
    keepDraft(this.#draftKey, text);
    this.#refresh();
  }

  #refresh(): void {
    const ready = this.#text.value.trim() !== '' || this.#tray.attached !== undefined;
    this.#send.hidden = !ready;
    this.#mic.hidden = ready;
    // Browsers that know `field-sizing` need no help; the others grow the field by hand.
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}
