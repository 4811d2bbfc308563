import { unnamedBusiness } from '../../business-name.ts';
import { make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';

export interface BusinessNumber {
  id: string;
  /** Digits. */
  phone: string;
  verifiedName: string;
}

/** Whom people talk with when this simulator does not tell. */
const unknownBusiness: BusinessNumber = { id: '', phone: '', verifiedName: unnamedBusiness };

export function chosenBusiness(numbers: BusinessNumber[], id: string | undefined): BusinessNumber {
  return numbers.find((number) => number.id === id) ?? numbers[0] ?? unknownBusiness;
}

/** The business's numbers; none when this simulator does not tell. */
export async function businessNumbers(): Promise<BusinessNumber[]> {
  try {
    return await call<BusinessNumber[]>('GET', '_scenario/numbers');
  } catch {
    return [];
  }
}

/** The id, if it still is one: the simulator may have been started anew with other numbers. */
export function knownId(numbers: BusinessNumber[], id: string | undefined): string | undefined {
  return numbers.length === 0 || numbers.some((number) => number.id === id) ? id : undefined;
}

/** Only where there is a choice. */
export function numberChoice(
  numbers: BusinessNumber[],
  chosen: string | undefined,
  choose: (id: string) => void,
): HTMLSelectElement | undefined {
  if (numbers.length < 2) return undefined;
  const options = numbers.map(({ id, phone, verifiedName }) =>
    make('option', { value: id, selected: id === chosen }, `${verifiedName} +${phone}`),
  );
  const select = make('select', { 'aria-label': 'Business number' }, ...options);
  select.addEventListener('change', () => choose(select.value));
  return select;
}
