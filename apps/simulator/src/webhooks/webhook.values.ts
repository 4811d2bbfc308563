import type { BusinessAccount, BusinessNumber } from '../accounts/account.ts';
import type { Person } from '../people.ts';

/** One change inside the envelope in which Meta sends it. */
export function envelope(account: BusinessAccount, field: string, value: object): object {
  return { object: 'whatsapp_business_account', entry: [{ id: account.id, changes: [{ field, value }] }] };
}

/** `value` of a field that is about one of our numbers. */
export function ofNumber(number: BusinessNumber, value: object): object {
  const metadata = { display_phone_number: number.phone, phone_number_id: number.id };
  return { messaging_product: 'whatsapp', metadata, ...value };
}

/** @param content `type` and, under that name, what the message holds */
export function messageValue(
  person: Person,
  { wamid, at, content }: { wamid: string; at: Date; content: object },
): object {
  return {
    contacts: [{ profile: { name: person.name }, wa_id: person.phone, user_id: person.userId }],
    messages: [
      {
        from: person.phone,
        from_user_id: person.userId,
        id: wamid,
        timestamp: seconds(at),
        ...content,
      },
    ],
  };
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
