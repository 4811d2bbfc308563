import type { BusinessAccount, BusinessNumber } from '../accounts/account.ts';
import type { Person } from '../people.ts';

interface StatusReport {
  wamid: string;
  status: 'sent' | 'delivered' | 'read';
  at: Date;
  addressedBy: 'phone' | 'userId';
  callbackData?: string;
}

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

/** A message that was addressed to a user id comes back without the phone number. */
export function statusValue(person: Person, report: StatusReport): object {
  const phone = report.addressedBy === 'phone' ? person.phone : undefined;
  return {
    contacts: [{ profile: { name: person.name }, wa_id: phone, user_id: person.userId }],
    statuses: [
      {
        id: report.wamid,
        status: report.status,
        timestamp: seconds(report.at),
        recipient_id: phone,
        recipient_user_id: person.userId,
        biz_opaque_callback_data: report.callbackData,
        pricing: report.status === 'read' ? undefined : freeServicePricing,
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
