import { accountFields, type AccountTrouble, unreadableNotice } from '#whatsapp';

import { minuteOf, type Seen, type Trouble } from './trouble.ts';

/** Told by `accountTroubles`, as long as they last. */
export const isAboutAccount = (field: string): boolean => accountFields.includes(field);

/** What WhatsApp said of the account and has not taken back. */
export function accountTroublesOf({ database }: Seen): Trouble[] {
  return (database?.account ?? []).map((trouble) => ({
    id: `account-${trouble.field}-${trouble.event}-${trouble.about}`,
    severity: 'warning',
    ...wordsFor(trouble),
    act: {
      label: 'It is settled',
      path: `/api/notices/${trouble.noticeId}/settle`,
      confirm: 'Is this mended? Neither this page nor the pager tells of it any more.',
    },
    since: trouble.since,
  }));
}

const wordsFor = (trouble: AccountTrouble): Pick<Trouble, 'cause' | 'title' | 'press'> =>
  trouble.event === unreadableNotice
    ? {
        cause: 'us',
        title: 'What WhatsApp says of the account cannot be read: the key is not in ENCRYPTION_KEYS',
        press:
          'Put the key back, behind the first one, and restart ops and the notifier. Where it is lost, look at the account in Business Support Home, and say that it is settled.',
      }
    : {
        cause: 'meta',
        title: titleOf(trouble),
        press: `Read it with \`npm run handsfree -- notices\`, and appeal in Business Support Home. ${endOf(trouble)}`,
      };

const meanings: Record<string, string> = {
  ACCOUNT_DELETED: 'WhatsApp says that the account was deleted',
  ACCOUNT_OFFBOARDED: 'WhatsApp says that the account was cut off from us',
  ACCOUNT_RESTRICTION: 'WhatsApp restricts the account',
  ACCOUNT_VIOLATION: 'WhatsApp says that the account breaks its rules',
  DISABLED_UPDATE: 'WhatsApp bans the account',
  PARTNER_REMOVED: 'WhatsApp says that our app was removed from the account',
};

/** In words, and as WhatsApp says it, to look it up. */
function titleOf({ event, about }: AccountTrouble): string {
  const said = `${event} ${about}`.trim();
  const meaning = meanings[event];
  return meaning ? `${meaning} (${said})` : `WhatsApp says of the account: ${said}`;
}

const endOf = ({ until }: AccountTrouble): string =>
  until
    ? `It ends by itself at ${minuteOf(until)} UTC.`
    : 'It ends when WhatsApp takes it back; where WhatsApp does not say so, say that it is settled.';
