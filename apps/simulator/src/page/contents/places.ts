import type { ContactsContent, LocationContent } from '../../phone/content.ts';
import { initialsOf } from './initials.ts';
import { drawing, icon } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { outside } from './text.ts';

/** Streets that stand for any map: nothing is fetched from outside. */
const streets = 'M-4 34 84 6M20-4l26 72M-4 58 44 30l44 22M58-4 70 68M0 10l40 12';

export function place({ latitude, longitude, name, address }: LocationContent): HTMLElement {
  const position = `${rounded(latitude)}, ${rounded(longitude)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  const link = outside(
    map,
    make('span', { class: 'map' }, mapDrawing(), icon('location')),
    make('strong', {}, name ?? 'Location'),
    ...(address ? [make('span', {}, address)] : []),
    make('span', { class: 'quiet' }, position),
  );
  link.className = 'place';
  return link;
}

/** To about a metre. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(5));
}

function mapDrawing(): SVGSVGElement {
  const map = drawing('0 0 80 40', streets);
  map.setAttribute('preserveAspectRatio', 'xMidYMid slice');
  return map;
}

export function contacts({ contacts: people }: ContactsContent): HTMLElement {
  return make('div', { class: 'contacts' }, ...people.map(contact));
}

function contact({ name, company, phones, emails }: ContactsContent['contacts'][number]): HTMLElement {
  return make(
    'div',
    { class: 'contact' },
    make('span', { class: 'avatar', 'aria-hidden': 'true' }, initialsOf(name)),
    make(
      'div',
      { class: 'about' },
      make('strong', {}, name),
      company && make('span', { class: 'quiet' }, company),
      ...phones.map((phone) => make('a', { href: `tel:${phone.replace(/[^+\d]/g, '')}` }, phone)),
      ...emails.map((email) => make('a', { href: `mailto:${email}` }, email)),
    ),
  );
}
