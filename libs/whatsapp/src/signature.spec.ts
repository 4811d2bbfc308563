import { isSameSecret, isSigned, sign } from './signature.ts';

const secret = 'test_app_secret';
const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const signature = 'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';

describe('the signature of a webhook', () => {
  it.each([
    ['plain ASCII', body.toString(), signature],
    [
      'non-ASCII characters as WhatsApp escapes them',
      String.raw`{"a":"\u00e9 \u0645\u0631\u062d\u0628\u0627 \ud83d\ude00 \/ <"}`,
      'sha256=df63db08f811eb7b211b806972e3633e23aba720e81f6d2de659a5b63ca8c54d',
    ],
    [
      'non-ASCII characters as UTF-8',
      '{"a":"é مرحبا 😀 / <"}',
      'sha256=004eee78d0430c5e7d794a84261c6c07ddf381aa02c146e19daad0e991269ffc',
    ],
  ])('is right over %s', (_, text, expected) => {
    const bytes = Buffer.from(text);

    expect(sign(bytes, secret)).toBe(expected);
    expect(isSigned(bytes, expected, [secret])).toBe(true);
  });

  it('of a body that was parsed and written again is another one', () => {
    const escaped = Buffer.from(String.raw`{"a":"\u00e9"}`);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(escaped.toString())));

    expect(isSigned(rewritten, sign(escaped, secret), [secret])).toBe(false);
  });

  it('is wrong when the body has one other byte', () => {
    const changed = Buffer.from(body);
    changed[10]! ^= 1;

    expect(isSigned(changed, signature, [secret])).toBe(false);
    expect(isSigned(Buffer.concat([body, Buffer.from('\n')]), signature, [secret])).toBe(false);
    expect(isSigned(Buffer.alloc(0), signature, [secret])).toBe(false);
  });

  it('is wrong when another secret made it', () => {
    expect(isSigned(body, sign(body, 'another secret'), [secret])).toBe(false);
  });

  it('may be made with any of the secrets while they are rotated', () => {
    expect(isSigned(body, signature, ['new secret', secret])).toBe(true);
    expect(isSigned(body, sign(body, 'new secret'), ['new secret', secret])).toBe(true);
    expect(isSigned(body, signature, ['new secret', 'newest secret'])).toBe(false);
    expect(isSigned(body, signature, [])).toBe(false);
  });

  const hex = signature.slice('sha256='.length);
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['without its scheme', hex],
    ['of another scheme', `sha1=${hex}`],
    ['in upper case', `sha256=${hex.toUpperCase()}`],
    ['too short', signature.slice(0, -2)],
    ['too long', `${signature}00`],
    ['given twice', `${signature}, ${signature}`],
    ['not hexadecimal', `sha256=${'g'.repeat(64)}`],
    ['followed by a line end', `${signature}\n`],
    ['the scheme alone', 'sha256='],
  ])('is refused when it is %s', (_, header) => {
    expect(isSigned(body, header, [secret])).toBe(false);
  });
});

describe('comparing secrets', () => {
  it('finds the same one', () => {
    expect(isSameSecret('verify-token', 'verify-token')).toBe(true);
  });

  it.each(['', 'verify', 'verify-token-and-more', 'Verify-Token', undefined, 7, ['verify-token'], {}])(
    'refuses %p',
    (given) => {
      expect(isSameSecret(given, 'verify-token')).toBe(false);
    },
  );
});
