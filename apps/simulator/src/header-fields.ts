import type { HeaderField } from './phone/phone.events.ts';

/** @param raw names and values by turns, as Node has them */
export function headerFields(raw: readonly string[]): HeaderField[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: raw[at + 1] ?? '' }] : []));
}
