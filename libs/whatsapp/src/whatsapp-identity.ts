/** WhatsApp's ids for a person. */
export interface WhatsAppIdentity {
  /** Digits only. */
  phone?: string;
  /** The business-scoped user id; that of its parent where nothing else is known. */
  bsuid?: string;
}

const phonePattern = /^\+?\d[\d ().-]{2,30}$/;
/** Documented as letters and digits; nothing is lost by taking a little more. */
const bsuidPattern = /^[A-Z]{2}\.[\w.-]{1,140}$/;

/** Tells ids apart by what they are, since WhatsApp puts either into a field. The first of each kind counts. */
export function identityOf(...ids: (string | undefined)[]): WhatsAppIdentity {
  const known = ids.filter((id) => id !== undefined);
  const phone = known.find((id) => phonePattern.test(id))?.replaceAll(/\D/g, '');
  const bsuid = known.find((id) => bsuidPattern.test(id));
  return { ...(phone && { phone }), ...(bsuid && { bsuid }) };
}

/** Whether the person can be told from others. */
export const isKnown = ({ phone, bsuid }: WhatsAppIdentity): boolean => (phone ?? bsuid) !== undefined;
