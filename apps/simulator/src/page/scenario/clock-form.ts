import { make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';
import type { Attempt } from './attempt.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Moves the simulator's clock; it only goes forward. */
export function clockForm(attempt: Attempt): HTMLElement {
  const advance = (advanceMs: number, words: string): void =>
    void attempt(words, () => call('POST', '_scenario/clock', { advanceMs }));
  const step = (title: string, ms: number, words: string): HTMLElement =>
    make('button', { type: 'button', onclick: () => advance(ms, words) }, title);

  const count = make('input', {
    type: 'number',
    min: 1,
    value: 30,
    required: true,
    'aria-label': 'How much time',
  });
  const unit = make(
    'select',
    { 'aria-label': 'Unit of time' },
    ...Object.entries({ minutes: 60_000, hours: hourMs, days: dayMs }).map(([words, ms]) =>
      make('option', { value: ms }, words),
    ),
  );
  const custom = make(
    'form',
    { class: 'sentence' },
    count,
    unit,
    make('button', { type: 'submit' }, 'Forward'),
  );
  custom.addEventListener('submit', (event) => {
    event.preventDefault();
    const ms = Number(count.value) * Number(unit.value);
    advance(ms, `The clock went ${count.value} ${unit.selectedOptions[0]?.label ?? ''} forward`);
  });
  return make(
    'div',
    { class: 'clock-form' },
    make(
      'div',
      { class: 'row' },
      step('+ 1 hour', hourMs, 'The clock went an hour forward'),
      step('+ 1 day', dayMs, 'The clock went a day forward'),
      step('Close the windows', dayMs, 'A day went by: the windows are closed'),
    ),
    custom,
  );
}
