/** WhatsApp's ids for a person. */
export interface WhatsAppIdentity {
  /** Digits only. */
  phone?: string;
  /** The business-scoped user id; that of its parent where nothing else is known. */
  bsuid?: string;
}

/** Ids from the fields of a webhook. */
interface Said {
  /** From fields meant for user ids. */
  userIds?: (string | undefined)[];
  /** From fields meant for phone numbers. */
  phones?: (string | undefined)[];
}

const bsuidPattern = /^[A-Z]{2}\.[\w.-]{1,140}$/;

/**
 * Tells ids apart by what they are, since WhatsApp puts either into a field. In a field meant for user ids, whatever is no phone
 * number is one: their form may change. The first of each kind counts.
 */
export function identityOf({ userIds = [], phones = [] }: Said): WhatsAppIdentity {
  const phone = [...phones, ...userIds].map(phoneOf).find(Boolean);
  const bsuid =
    userIds.find((id) => id && !phoneOf(id) && /^\S{3,}$/.test(id)) ??
    phones.find((id) => id && bsuidPattern.test(id));
  return { ...(phone && { phone }), ...(bsuid && { bsuid }) };
}

/** Whether the person can be told from others. */
export const isKnown = ({ phone, bsuid }: WhatsAppIdentity): boolean => (phone ?? bsuid) !== undefined;

function phoneOf(id = ''): string | undefined {
  if (!/^\+?\d[\d ().-]*$/.test(id)) return undefined;
  const digits = id.replaceAll(/\D/g, '').replace(/^00/, '');
  return digits.length >= 5 && digits.length <= 17 ? digits : undefined;
}
