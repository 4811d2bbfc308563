import { clientOf, trustedProxiesSchema } from './client-address.ts';

describe('OPS_TRUSTED_PROXIES', () => {
  it('names addresses and networks', () => {
    expect(trustedProxiesSchema.parse('10.0.0.7, 172.16.0.0/12,fd00::/8')).toEqual([
      '10.0.0.7',
      '172.16.0.0/12',
      'fd00::/8',
    ]);
  });

  // A whole world of proxies is nobody.
  it.each(['proxy', '10.0.0', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.0/8/8', '10.0.0.0/', 'fd00::/129', ','])(
    'is not %s',
    (value) => {
      expect(trustedProxiesSchema.safeParse(value).success).toBe(false);
    },
  );
});

describe('a client', () => {
  it.each([
    ['10.0.0.7', '10.0.0.7'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['192.0.2.33:4711', '192.0.2.33'],
    ['[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]', '2001:db8:1:2::/64'],
  ])('%s is known as %s', (address, client) => {
    expect(clientOf(address, '10.0.0.1')).toBe(client);
  });

  it.each(['', 'something else', 'unknown:80', 'x'.repeat(1_000), `::1%${'x'.repeat(1_000)}`])(
    'whose address no proxy tells is known by the connection: %s',
    (told) => {
      expect(clientOf(told, '::ffff:10.0.0.1')).toBe('10.0.0.1');
    },
  );
});
