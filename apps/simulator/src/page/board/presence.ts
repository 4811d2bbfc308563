import type { Line, Times } from '../../phone/phone.events.ts';
import { spanInWords } from '../chat/spans.ts';
import { icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import type { BusinessNumber } from './numbers.ts';

const refreshMs = 1_000;

/** What stands above a chat besides names: whether the business answers, and until when it may write freely. */
export class Presence {
  readonly element = make('p', { class: 'presence' }, 'connecting…');
  readonly notice = make('p', { class: 'notice', role: 'status' });
  readonly window = make('p', { class: 'window', hidden: true });
  connected = false;
  typing = false;
  line: Line | undefined;
  trouble = '';
  /** Why there is no such phone. */
  refusal = '';
  #until: number | null | undefined;
  #hasWritten = false;
  #aheadMs = 0;
  #differsByMs = 0;
  #timer = window.setInterval(() => this.#showWindow(), refreshMs);

  constructor(private readonly business: BusinessNumber) {}

  /** How far the simulator's clock was moved ahead of the real one. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#differsByMs);
  }

  setTimes({ now, aheadMs, windowUntil, hasWritten }: Times): void {
    this.#differsByMs = Date.parse(now) - Date.now();
    this.#aheadMs = aheadMs;
    this.#until = windowUntil === null ? null : Date.parse(windowUntil);
    this.#hasWritten = hasWritten;
    this.#showWindow();
  }

  show(): void {
    say(this.notice, this.#notices());
    say(this.element, this.#state());
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #notices(): string {
    if (this.refusal)
      return `There is no such phone. ${this.refusal.replace(/[^.]$/, '$&.')} Change it in the menu above.`;
    if (!this.connected) return 'The connection to the simulator is lost; trying again';
    if (this.trouble) return this.trouble;
    if (!this.line?.trouble) return '';
    return `${this.business.verifiedName} is not answering at ${this.line.url} (${this.line.trouble}); trying again`;
  }

  #state(): string {
    if (this.refusal) return 'not there';
    if (!this.connected) return 'connecting…';
    if (this.line?.trouble) return 'not answering';
    if (this.typing) return 'typing…';
    return this.line?.isAnswering ? 'online' : writtenNumber(this.business);
  }

  #windowInWords(leftMs: number): [string, string] {
    if (leftMs <= 0) return ['Window closed', 'The business may send templates only, until you write'];
    if (!this.#hasWritten)
      return [
        'Not written yet; the business may write',
        'On WhatsApp the business would have to wait, or send a template. The rule “Strangers have written” lets it write',
      ];
    return [
      `Window open for ${spanInWords(leftMs)}`,
      'So long the business may write freely: 24 hours from your last message',
    ];
  }

  #showWindow(): void {
    if (this.#until === undefined) return;
    const leftMs = (this.#until ?? 0) - this.now().getTime();
    const open = leftMs > 0;
    this.window.hidden = false;
    this.window.classList.toggle('closed', !open);
    const [words, about] = this.#windowInWords(leftMs);
    if (this.window.textContent === words) return;
    this.window.title = about;
    this.window.replaceChildren(icon('clock'), make('span', {}, words));
  }
}

/** What one sees of somebody of whom nothing is known yet. */
function writtenNumber({ phone }: BusinessNumber): string {
  return phone && `+${phone}`;
}

/** Unchanged words are left alone, so that they are not read out again. */
function say(where: HTMLElement, words: string): void {
  if (where.textContent !== words) where.textContent = words;
}
