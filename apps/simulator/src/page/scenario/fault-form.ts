import { knownFaults } from '../../cloud-api/error.table.ts';
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
/** Those that go with an error code. */
const codedFaults = {
  code: 'refused with the error',
  'accepted, then failed': 'accepted, then fail with the error',
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
  const options = Object.entries({ ...faults, ...codedFaults });
  const fault = make(
    'select',
    { 'aria-label': 'What happens to them', class: 'wide' },
    ...options.map(([value, words]) => make('option', { value }, words)),
  );
  const code = errorList();
  const form = make(
    'form',
    { class: 'sentence' },
    make('span', {}, 'The next'),
    times,
    make('span', {}, 'sends are'),
    fault,
    code.element,
    make('button', { type: 'submit', class: 'main' }, 'Break'),
  );
  fault.addEventListener('input', () => {
    code.element.hidden = !(fault.value in codedFaults);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = fault;
    const words = fault.selectedOptions[0]?.label ?? '';
    const said = value in codedFaults ? `${words} ${code.chosen}` : words;
    const sends = { ...faultOf(value, code.chosen), times: Number(times.value) };
    void attempt(`The next ${times.value} sends are ${said}`, () =>
      call('POST', '_scenario/faults', { sends }),
    );
  });
  return form;
}

/** As the scenario takes it. */
function faultOf(value: string, code: number): object {
  if (value === '500') return { status: 500 };
  if (value === 'code') return { code };
  if (value in codedFaults) return { status: value, code };
  return { status: value, ...(value === 'slow' && { delayMs: slowMs }) };
}

/** All of WhatsApp's errors that the simulator knows, and what the chosen one means. */
function errorList(): { element: HTMLElement; readonly chosen: number } {
  const list = make(
    'select',
    { 'aria-label': 'Error code', class: 'wide' },
    ...knownFaults.map(({ code, title }) => make('option', { value: code }, `${code} ${title}`)),
  );
  const advice = make('p', { class: 'quiet wide' });
  const explain = (): void => {
    advice.textContent = knownFaults.find(({ code }) => code === Number(list.value))?.advice ?? '';
  };
  list.addEventListener('input', explain);
  list.value = '131047';
  explain();
  const element = make('div', { class: 'wide', hidden: true }, list, advice);
  return {
    element,
    get chosen() {
      return Number(list.value);
    },
  };
}
