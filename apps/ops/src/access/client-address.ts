import { isIP, isIPv4, isIPv6 } from 'node:net';

import { rules } from '#platform';

const groupsOfNetwork = 4;
/** What a proxy passes on is its client's word. */
const longestAddress = 64;

/** Addresses or networks of proxies, whose `X-Forwarded-For` is believed: `10.0.0.7,172.16.0.0/12,fd00::/8`. */
export const trustedProxiesSchema = rules.commaList.refine(
  (parts) => parts.every((part) => isNetwork(part)),
  'must name addresses or networks: 10.0.0.7,172.16.0.0/12',
);

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits < 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= bits);
}

/** By whom failed logins are counted: an address of IPv4, or a network of IPv6, since who has one address of it has all. */
export function clientOf(address: string): string {
  const [own = ''] = address.slice(0, longestAddress).split('%');
  const mapped = /^::ffff:([\d.]+)$/i.exec(own)?.[1] ?? '';
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(own)) return own;
  const [left = '', right] = own.toLowerCase().split('::');
  const before = left.split(':').filter(Boolean);
  const after = right?.split(':').filter(Boolean) ?? [];
  // The last 32 bits may be written as IPv4.
  const length = before.length + after.length + (own.includes('.') ? 1 : 0);
  const all = right === undefined ? before : [...before, ...Array<string>(8 - length).fill('0'), ...after];
  const network = all.slice(0, groupsOfNetwork).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
