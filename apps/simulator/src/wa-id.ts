/**
 * The number by which WhatsApp knows a phone. Mexican and Argentine mobiles have a digit that people leave out since nobody
 * dials it any more; Brazilian ones outside the areas 11 to 28 lack the ninth digit that they got later.
 * @param phone digits, with the country code
 */
export function waIdOf(phone: string): string {
  if (/^52[2-9]\d{9}$/.test(phone)) return `521${phone.slice(2)}`;
  if (/^54[1-8]\d{9}$/.test(phone)) return `549${phone.slice(2)}`;
  const brazilian = /^55([3-9]\d)9(\d{8})$/.exec(phone);
  return brazilian ? `55${brazilian[1]}${brazilian[2]}` : phone;
}
