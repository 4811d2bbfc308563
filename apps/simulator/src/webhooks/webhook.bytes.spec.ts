import { serialise, signatureOf } from './webhook.bytes.ts';

const secret = 'test_app_secret';

describe('the bytes of a webhook', () => {
  it('are ASCII, with lowercase hex and surrogate pairs', () => {
    const bytes = serialise({ text: 'é مر 😀 /' });
    expect(bytes.toString('latin1')).toBe(String.raw`{"text":"\u00e9 \u0645\u0631 \ud83d\ude00 /"}`);
    expect(JSON.parse(bytes.toString())).toEqual({ text: 'é مر 😀 /' });
  });

  it('write a slash as older webhooks do, when told so', () => {
    const bytes = serialise({ url: 'https://a/b' }, { escapeSlashes: true });
    expect(bytes.toString('latin1')).toBe(String.raw`{"url":"https:\/\/a\/b"}`);
    expect(JSON.parse(bytes.toString())).toEqual({ url: 'https://a/b' });
  });

  it.each([
    [
      '{"object":"whatsapp_business_account","entry":[]}',
      'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
    ],
    [
      String.raw`{"a":"\u00e9 \u0645\u0631\u062d\u0628\u0627 \ud83d\ude00 \/ <"}`,
      'df63db08f811eb7b211b806972e3633e23aba720e81f6d2de659a5b63ca8c54d',
    ],
    ['{"a":"é مرحبا 😀 / <"}', '004eee78d0430c5e7d794a84261c6c07ddf381aa02c146e19daad0e991269ffc'],
  ])('are signed as they are: %s', (body, hex) => {
    expect(signatureOf(Buffer.from(body), secret)).toBe(`sha256=${hex}`);
  });

  it('of an empty notification carry the known signature', () => {
    const bytes = serialise({ object: 'whatsapp_business_account', entry: [] });
    expect(signatureOf(bytes, secret)).toBe(
      'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
    );
  });
});
