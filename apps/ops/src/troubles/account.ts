import { accountFields, type AccountTrouble } from '#whatsapp';

import { minuteOf, type Seen, type Trouble } from './trouble.ts';

/** Told by `accountTroubles`, as long as they last. */
export const isAboutAccount = (field: string): boolean => accountFields.includes(field);

/** What WhatsApp said of the account and has not taken back. */
export function accountTroublesOf({ database }: Seen): Trouble[] {
  return (database?.account ?? []).map((trouble) => ({
    id: `account-${trouble.field}-${trouble.event}-${trouble.about}`,
    severity: 'warning',
    cause: 'meta',
    title: `WhatsApp says of the account: ${trouble.event} ${trouble.about}`.trim(),
    press: `Read it with \`npm run handsfree -- notices\`, and appeal in Business Support Home. ${endOf(trouble)}`,
    act: {
      label: 'It is settled',
      path: `/api/notices/${trouble.noticeId}/settle`,
      confirm: 'Is this mended? Neither this page nor the pager tells of it any more.',
    },
    since: trouble.since,
  }));
}

const endOf = ({ until }: AccountTrouble): string =>
  until
    ? `It ends by itself at ${minuteOf(until)} UTC.`
    : 'It ends when WhatsApp takes it back; where WhatsApp does not say so, say that it is settled.';
