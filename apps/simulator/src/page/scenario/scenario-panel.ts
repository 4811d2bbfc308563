import type { Scene } from '../../phone/phone.events.ts';
import { make } from '../dom/make.ts';
import { openSheet } from '../dom/sheet.ts';
import { call, wordsOfError } from '../simulator.client.ts';
import type { Attempt } from './attempt.ts';
import { clockForm } from './clock-form.ts';
import { faultForm } from './fault-form.ts';
import { RuleSwitches } from './rule-switches.ts';
import { Sessions } from './sessions.ts';

/** Where one makes WhatsApp misbehave. */
export class ScenarioPanel {
  readonly element: HTMLElement;
  readonly #outcome = make('p', { class: 'outcome', role: 'status' });
  readonly #rules: RuleSwitches;
  readonly #sessions: Sessions;
  #noticed = '';

  /** @param onReset what was shown before is forgotten on the server too */
  constructor(private readonly onReset: () => void) {
    const attempt: Attempt = (words, work) => this.#attempt(words, work);
    this.#rules = new RuleSwitches(attempt);
    this.#sessions = new Sessions(attempt);
    const reset = (): void =>
      confirmReset(() => void attempt('Everything is as it was', () => this.#reset()));
    this.element = make(
      'div',
      { class: 'scenario' },
      group('Break something', faultForm(attempt)),
      group('Clock', clockForm(attempt)),
      this.#rules.element,
      group('Sessions', this.#sessions.element),
      make('button', { type: 'button', class: 'reset', onclick: reset }, 'Reset everything'),
      this.#outcome,
    );
  }

  /** Others change the rules too, so they are read whenever the panel is opened. */
  async open(): Promise<void> {
    await this.#load(async () => {
      await Promise.all([this.#rules.load(), this.#sessions.load()]);
    });
  }

  /** Somebody changed the rules elsewhere. */
  notice({ rules }: Scene): void {
    const noticed = JSON.stringify(rules);
    if (noticed === this.#noticed) return;
    this.#noticed = noticed;
    if (this.element.isConnected) void this.#load(() => this.#rules.load());
  }

  async #load(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#outcome.textContent = wordsOfError(error);
    }
  }

  async #reset(): Promise<void> {
    await call('POST', '_scenario/reset', { keep: ['sessions'] });
    this.onReset();
    await this.#rules.load();
  }

  async #attempt(words: string, work: () => Promise<void>): Promise<boolean> {
    this.#outcome.classList.remove('bad');
    try {
      await work();
      this.#outcome.textContent = words;
      return true;
    } catch (error) {
      this.#outcome.classList.add('bad');
      this.#outcome.textContent = wordsOfError(error);
      return false;
    }
  }
}

function confirmReset(reset: () => void): void {
  const now = make('button', { type: 'button', class: 'main' }, 'Reset everything');
  const sheet = openSheet(
    'Reset everything?',
    make(
      'p',
      {},
      'All chats of all phones are emptied, the clock shows the real time again, rules, faults, limits, templates and accounts are as they were in the beginning, ' +
        'and the wire is cleared. Recorded sessions stay. What the business has kept itself is not touched.',
    ),
    now,
  );
  now.addEventListener('click', () => {
    sheet.close();
    reset();
  });
  now.focus();
}

function group(title: string, content: HTMLElement): HTMLElement {
  return make('fieldset', {}, make('legend', {}, title), content);
}
