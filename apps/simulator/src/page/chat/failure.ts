import { errorsPage } from '../../cloud-api/error.table.ts';
import type { Bubble } from '../../phone/phone.events.ts';
import { make } from '../dom/make.ts';

/** Why a message of the business failed, and what is to be done about it. */
export function failureOf({ code, title, details }: NonNullable<Bubble['error']>): HTMLElement {
  const link = make(
    'a',
    {
      href: errorsPage,
      target: '_blank',
      rel: 'noreferrer',
      'aria-label': `${title}: ${code} in WhatsApp’s list of errors`,
    },
    title,
  );
  return make(
    'p',
    { class: 'error' },
    make('b', {}, `${code}`),
    `: ${details} `,
    make('span', {}, '(', link, ')'),
  );
}
