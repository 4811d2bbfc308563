import { isIP, isIPv4, isIPv6 } from 'node:net';

import { rules } from '#platform';

const groupsOfNetwork = 4;
/** With zone, brackets and port. */
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

/**
 * By whom failed logins are counted: an address of IPv4, or a network of IPv6, since who has one address of it has all.
 *
 * @param told by a proxy, some of which add the port; otherwise that of the connection
 * @param peer of the connection: whose client nobody can tell is counted under it
 */
export function clientOf(told: string, peer: string): string {
  return networkOf(addressIn(told)) ?? networkOf(addressIn(peer)) ?? '';
}

/** `192.0.2.33:4711`, `[2001:db8::9]:4711`, `fe80::1%eth0`; what is as long as a whole header is none. */
function addressIn(text: string): string {
  if (text.length > longestAddress) return '';
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return bare.split('%')[0] ?? '';
}

function networkOf(own: string): string | undefined {
  const mapped = /^::ffff:([\d.]+)$/i.exec(own)?.[1] ?? '';
  if (isIPv4(mapped)) return mapped;
  if (isIPv4(own)) return own;
  if (!isIPv6(own)) return undefined;
  const [left = '', right] = own.toLowerCase().split('::');
  const before = left.split(':').filter(Boolean);
  const after = right?.split(':').filter(Boolean) ?? [];
  // The last 32 bits may be written as IPv4.
  const length = before.length + after.length + (own.includes('.') ? 1 : 0);
  const all = right === undefined ? before : [...before, ...Array<string>(8 - length).fill('0'), ...after];
  const network = all.slice(0, groupsOfNetwork).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
