import { make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';
import type { Attempt } from './attempt.ts';

const slowMs = 8_000;

const faults = {
  '500': 'refused with 500',
  cut: 'accepted, but the answer is cut off',
  silent: 'accepted, but never answered',
  slow: 'answered after 8 s',
} as const;

/** What happens to the next few sends of the business. */
export function faultForm(attempt: Attempt): HTMLElement {
  const times = make('input', {
    type: 'number',
    min: 0,
    max: 1_000,
    value: 3,
    required: true,
    'aria-label': 'How many sends',
  });
  const options = Object.entries(faults).map(([value, words]) => make('option', { value }, words));
  const fault = make('select', { 'aria-label': 'What happens to them', class: 'wide' }, ...options);
  const form = make(
    'form',
    { class: 'sentence' },
    make('span', {}, 'The next'),
    times,
    make('span', {}, 'sends are'),
    fault,
    make('button', { type: 'submit', class: 'main' }, 'Break'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = fault;
    const status = value === '500' ? 500 : value;
    const words = faults[value as keyof typeof faults];
    const sends = { status, times: Number(times.value), ...(status === 'slow' && { delayMs: slowMs }) };
    void attempt(`The next ${times.value} sends are ${words}`, () =>
      call('POST', '_scenario/faults', { sends }),
    );
  });
  return form;
}
