import type { Person } from '../../people.ts';
import type { Verdict } from '../../rules/send-rule.ts';
import { errorsPage, faultOf } from '../error.table.ts';
import type { PricingCategory } from './send.ts';
import type { SentMessage } from './sent-message.ts';

export type Status = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

export interface StatusReport {
  status: Status;
  at: Date;
  hasPricing: boolean;
}

/** What a webhook tells of a message. One that was addressed to a user id comes back without the phone number. */
export function statusValue(message: SentMessage, { status, at, hasPricing }: StatusReport): object {
  const { wamid, person, to, category, callbackData, failure } = message;
  const phone = 'phone' in to ? person.phone : undefined;
  const hasFailed = status === 'failed';
  return {
    contacts: hasFailed ? undefined : [contactOf(person, phone, status)],
    statuses: [
      {
        id: wamid,
        status,
        timestamp: String(Math.floor(at.getTime() / 1_000)),
        recipient_id: phone,
        recipient_user_id: hasFailed && phone !== undefined ? undefined : person.userId,
        biz_opaque_callback_data: callbackData,
        pricing: hasPricing ? pricingOf(category) : undefined,
        errors: hasFailed && failure ? [errorOf(failure)] : undefined,
      },
    ],
  };
}

function contactOf({ name, username, userId }: Person, phone: string | undefined, status: Status): object {
  // `sent` comes from WhatsApp, which tells less than the phone does.
  const shown = status === 'sent' ? undefined : username;
  return { profile: { name, username: shown }, wa_id: phone, user_id: userId };
}

function pricingOf(category: PricingCategory): object {
  const isFree = category === 'service';
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category,
  };
}

function errorOf({ code, details }: Verdict): object {
  const { title, advice } = faultOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? advice ?? title },
    href: errorsPage,
  };
}
