import { lengthInWords } from '../contents/sizes.ts';
import { icon } from '../dom/icons.ts';
import { iconButton, make } from '../dom/make.ts';
import { Recorder } from '../voice/recorder.ts';

const refreshMs = 100;

/** What one sees while speaking: how long it is, how loud it is, and the way out. */
export class VoiceBar {
  readonly element: HTMLElement;
  readonly #time = make('span', { class: 'length' }, '0:00');
  readonly #meter = make('span', { class: 'meter', 'aria-hidden': 'true' });
  #recorder: Recorder | undefined;
  #timer: number | undefined;
  #isAsking = false;
  #isClosed = false;

  /** @param done gets the recording, or nothing when it was dropped */
  constructor(private readonly done: (recording?: Promise<Blob>) => void) {
    const send = make(
      'button',
      { type: 'button', class: 'send', 'aria-label': 'Send voice message' },
      icon('send'),
    );
    send.addEventListener('click', () => this.#end(this.#recorder?.finish()));
    this.element = make(
      'div',
      { class: 'voice-bar', role: 'group', 'aria-label': 'Recording a voice message', hidden: true },
      iconButton('remove', 'Drop the recording', () => this.drop()),
      make('span', { class: 'live', role: 'status' }, 'Recording'),
      this.#meter,
      this.#time,
      send,
    );
  }

  /** @returns whether it records; not a second time while the microphone is still being asked for, which can take long */
  async start(): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    const recorder = await Recorder.start().finally(() => (this.#isAsking = false));
    if (this.#isClosed) {
      recorder.cancel();
      return false;
    }
    this.#recorder = recorder;
    const startedAt = performance.now();
    this.element.hidden = false;
    this.element.querySelector<HTMLElement>('.send')?.focus();
    this.#timer = window.setInterval(() => {
      this.#time.textContent = lengthInWords((performance.now() - startedAt) / 1_000);
      this.#meter.style.setProperty('--level', `${this.#recorder?.level ?? 0}`);
    }, refreshMs);
    return true;
  }

  /** @returns whether there was anything to drop */
  drop(): boolean {
    if (!this.#recorder) return false;
    this.#recorder.cancel();
    this.#end();
    return true;
  }

  /** Nobody sees it any more: nothing is recorded. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#recorder?.cancel();
    this.#recorder = undefined;
  }

  #end(recording?: Promise<Blob>): void {
    clearInterval(this.#timer);
    this.#recorder = undefined;
    this.element.hidden = true;
    this.#time.textContent = '0:00';
    this.done(recording);
  }
}
