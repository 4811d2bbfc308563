/**
 * Countries whose mobile numbers WhatsApp spells in two ways, with and without a digit before the number proper. Brazil's
 * landlines, which begin with other digits, must not be taken for mobiles.
 */
const optionalDigits = [
  /** Brazil, after the two digits of the area. */
  { shorter: /^(55\d\d)([6-9]\d{7})$/, longer: /^(55\d\d)9([6-9]\d{7})$/, digit: '9' },
  /** Mexico. */
  { shorter: /^(52)(\d{10})$/, longer: /^(52)1(\d{10})$/, digit: '1' },
  /** Argentina. */
  { shorter: /^(54)(\d{10})$/, longer: /^(54)9(\d{10})$/, digit: '9' },
];

/** The other spelling of a phone number (digits only), where there are two: both are the same person's. */
export function otherSpelling(phone: string): string | undefined {
  for (const { shorter, longer, digit } of optionalDigits) {
    if (shorter.test(phone)) return phone.replace(shorter, `$1${digit}$2`);
    if (longer.test(phone)) return phone.replace(longer, '$1$2');
  }
  return undefined;
}
