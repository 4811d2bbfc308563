import type { BusinessNumber } from '../accounts/account.ts';
import type { Person } from '../people.ts';

/** `value` of a field that is about one of our numbers. */
export function ofNumber(number: BusinessNumber, value: object): object {
  const metadata = { display_phone_number: number.phone, phone_number_id: number.id };
  return { messaging_product: 'whatsapp', metadata, ...value };
}

/**
 * What WhatsApp says about somebody. The phone is left out, not empty, for whoever has a username.
 * @param phone digits, when it may be known
 */
function contactOf({ name, username, userId }: Person, phone: string | undefined): object {
  return { profile: { name, username }, wa_id: phone, user_id: userId };
}

interface SaidMessage {
  wamid: string;
  at: Date;
  /** `type` and, under that name, what the message holds. */
  content: object;
  /** Whether the person is named by user id alone. */
  hidesPhone: boolean;
}

export function messageValue(person: Person, { wamid, at, content, hidesPhone }: SaidMessage): object {
  const phone = hidesPhone ? undefined : person.phone;
  const message = {
    from: phone,
    from_user_id: person.userId,
    id: wamid,
    timestamp: seconds(at),
    ...content,
  };
  // A system message is about somebody, but nobody wrote it.
  const isSystem = 'type' in content && content.type === 'system';
  return isSystem ? { messages: [message] } : { contacts: [contactOf(person, phone)], messages: [message] };
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
