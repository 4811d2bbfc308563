import type { RuleValues } from '../../rules/rules.ts';
import { make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';
import { type Knob, type KnobGroup, knobGroups } from './knobs.ts';
import type { Attempt } from './attempt.ts';

/** The rules as switches and lists. They show what holds on the server, whoever changed it. */
export class RuleSwitches {
  readonly element = make('div', { class: 'groups' });
  #rules: RuleValues | undefined;

  constructor(private readonly attempt: Attempt) {}

  async load(): Promise<void> {
    const rules = await call<RuleValues>('GET', '_scenario/rules');
    // What is the same stays where it is: somebody may be pressing it.
    const isSame = JSON.stringify(rules) === JSON.stringify(this.#rules);
    this.#rules = rules;
    if (!isSame) this.#show();
  }

  #show(): void {
    const { activeElement } = document;
    const focused = activeElement instanceof HTMLElement ? activeElement.dataset.knob : undefined;
    this.element.replaceChildren(...knobGroups.map((group) => this.#group(group)));
    if (focused) this.element.querySelector<HTMLElement>(`[data-knob="${CSS.escape(focused)}"]`)?.focus();
  }

  #group({ title, knobs }: KnobGroup): HTMLElement {
    return make('fieldset', {}, make('legend', {}, title), ...knobs.map((knob) => this.#knob(knob)));
  }

  #knob(knob: Knob): HTMLElement {
    const { title, about, choices } = knob;
    const isSwitch = choices.length === 2;
    return make(
      'label',
      { class: 'knob' },
      make('span', {}, title, about && make('span', { class: 'quiet' }, about)),
      isSwitch ? this.#switch(knob) : this.#list(knob),
    );
  }

  #switch(knob: Knob): HTMLElement {
    const on = knob.choices.findIndex(({ title }) => title === 'On');
    const input = make('input', { type: 'checkbox', role: 'switch', 'data-knob': knob.title });
    input.checked = this.#chosen(knob) === on;
    input.addEventListener('change', () => this.#choose(knob, input.checked ? on : 1 - on));
    return input;
  }

  #list(knob: Knob): HTMLElement {
    const options = knob.choices.map(({ title }, value) => make('option', { value }, title));
    const select = make('select', { 'data-knob': knob.title }, ...options);
    select.value = `${this.#chosen(knob)}`;
    select.addEventListener('change', () => this.#choose(knob, Number(select.value)));
    return select;
  }

  #chosen({ choices }: Knob): number {
    const rules = this.#rules;
    return rules ? choices.findIndex(({ isNow }) => isNow(rules)) : 0;
  }

  #choose({ title, choices }: Knob, index: number): void {
    const choice = choices[index];
    const rules = this.#rules;
    if (!choice || !rules) return;
    void this.attempt(`${title}: ${choice.title}`, async () => {
      try {
        await call('PATCH', '_scenario/rules', choice.rules(rules));
      } catch (error) {
        this.#show();
        throw error;
      }
      await this.load();
    });
  }
}
