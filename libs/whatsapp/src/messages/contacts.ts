import { checkCount, checkFilled, MessageLimitError } from './message-limit.ts';

const mostContacts = 257;

/** Names as in the Graph API, so that a card that came in can be passed on. */
export interface ContactCard {
  name: {
    formatted_name: string;
    first_name?: string;
    middle_name?: string;
    last_name?: string;
    prefix?: string;
    suffix?: string;
  };
  phones?: { phone: string; type?: string; wa_id?: string }[];
  emails?: { email: string; type?: string }[];
  urls?: { url: string; type?: string }[];
  addresses?: {
    street?: string;
    city?: string;
    state?: string;
    zip?: string;
    country?: string;
    country_code?: string;
    type?: string;
  }[];
  org?: { company?: string; department?: string; title?: string };
  /** As `1999-01-23`. */
  birthday?: string;
}

export interface ContactsContent {
  kind: 'contacts';
  /** 1 to 257; few are easier to use. */
  contacts: ContactCard[];
}

export function contactsOf({ contacts }: ContactsContent): object {
  checkCount('contacts', contacts.length, mostContacts);
  for (const { name, birthday } of contacts) {
    const { formatted_name: formatted, ...parts } = name;
    checkFilled('formatted name of a contact', formatted);
    if (!Object.values(parts).some(Boolean)) {
      throw new MessageLimitError('a contact needs one more part of the name beside the formatted one');
    }
    if (birthday !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(birthday)) {
      throw new MessageLimitError('the birthday of a contact must read like 1999-01-23');
    }
  }
  return contacts;
}
