import { longestName } from '../../phone/longest-name.ts';
import { digitsOf } from './person-form.ts';

/** Whose phones stand side by side, with which business number, and which panel is open: all of it is in the URL. */
export interface Shown {
  /** `isRefused`: the simulator does not take the number, which is therefore kept out of the address. */
  people: { phone?: string; name?: string; isRefused?: boolean }[];
  number?: string;
  panel?: string;
}

/** `/?phone=4915112345678&name=Ada&phone=…&name=…`; without a phone it is the usual person's. */
export function shownIn(search: string): Shown {
  const query = new URLSearchParams(search);
  const phones = query.getAll('phone');
  const people: Shown['people'] = [];
  let name: string | undefined;
  for (const [key, value] of query) {
    const last = people.at(-1);
    const isKnown = people.some(({ phone = '' }) => digitsOf(phone) === digitsOf(value));
    if (key === 'phone' && !isKnown)
      people.push({ phone: value, ...(phones.length === 1 && name && { name }) });
    // A name belongs to the phone before it, or to the only one.
    else if (key === 'name' && last) last.name = nameIn(value);
    else if (key === 'name') name = nameIn(value);
  }
  if (people.length === 0) people.push(name ? { name } : {});
  return { people, number: query.get('number') ?? undefined, panel: query.get('panel') ?? undefined };
}

/** As the simulator takes it, whatever somebody put there. */
function nameIn(value: string): string | undefined {
  return value.trim().slice(0, longestName).trim() || undefined;
}

export function searchOf({ people, number, panel }: Shown): string {
  const query = new URLSearchParams();
  for (const { phone, name, isRefused } of people) {
    if (isRefused) continue;
    if (phone) query.append('phone', phone);
    if (name) query.append('name', name);
  }
  if (number) query.set('number', number);
  if (panel) query.set('panel', panel);
  const search = query.toString();
  return search && `?${search}`;
}
