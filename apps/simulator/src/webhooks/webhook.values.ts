import type { BusinessNumber } from '../accounts/account.ts';
import type { Person } from '../people.ts';

interface StatusReport {
  wamid: string;
  status: 'sent' | 'delivered' | 'read' | 'played';
  at: Date;
  addressedBy: 'phone' | 'userId';
  callbackData?: string;
}

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

/** A message that was addressed to a user id comes back without the phone number. */
export function statusValue(person: Person, report: StatusReport): object {
  const phone = report.addressedBy === 'phone' ? person.phone : undefined;
  return {
    contacts: [contactOf(person, phone)],
    statuses: [
      {
        id: report.wamid,
        status: report.status,
        timestamp: seconds(report.at),
        recipient_id: phone,
        recipient_user_id: person.userId,
        biz_opaque_callback_data: report.callbackData,
        pricing: ['sent', 'delivered'].includes(report.status) ? freeServicePricing : undefined,
      },
    ],
  };
}

const freeServicePricing = {
  billable: false,
  pricing_model: 'PMP',
  type: 'free_customer_service',
  category: 'service',
};

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
