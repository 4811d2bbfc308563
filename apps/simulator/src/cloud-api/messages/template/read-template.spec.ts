import type { BusinessAccount } from '../../../accounts/account.ts';
import type { StoredFile } from '../../../media/media.shelf.ts';
import type { Template } from '../../../templates/template.ts';
import { refusedWith } from '../../../../test/refused-with.ts';
import type { Address } from '../send.ts';
import { readTemplate } from './read-template.ts';

const account = { id: '102290129340398' } as BusinessAccount;
const picture = { id: '1', mimeType: 'image/png', bytes: Buffer.alloc(10) } as StoredFile;
const sheena: Address = { phone: '16505551234' };

const template: Template = {
  id: '546151681022936',
  account,
  name: 'order_confirmation',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  parameterFormat: 'POSITIONAL',
  components: [{ type: 'BODY', text: 'Thank you, {{1}}! Your order number is {{2}}.' }],
  qualityScore: 'GREEN',
  rejectedReason: 'NONE',
  lastUpdatedAt: 0,
};

/** Reads a message with this one template in the account. */
function read(about: Partial<Template>, components: object[], more: object = {}, to = sheena) {
  const sources = {
    account,
    templates: {
      find: (of: BusinessAccount, name: string, language: string) =>
        of === account && name === template.name && language === template.language
          ? { ...template, ...about }
          : undefined,
    },
    files: { find: (id: string) => (id === '1' ? picture : undefined) },
  };
  const part = { name: 'order_confirmation', language: { code: 'en_US' }, components, ...more };
  return readTemplate(sources, part, to);
}

const text = (...texts: string[]) => texts.map((one) => ({ type: 'text', text: one }));
const body = (parameters: object[]) => ({ type: 'body', parameters });
const values = body(text('Jessica', 'SKBUP2'));
const named = (name: string, value: string) => ({ type: 'text', parameter_name: name, text: value });

describe('a template', () => {
  it('is filled by position', () => {
    expect(read({}, [values])).toEqual({
      content: {
        kind: 'template',
        name: 'order_confirmation',
        body: 'Thank you, Jessica! Your order number is SKBUP2.',
        buttons: [],
      },
      category: 'utility',
    });
  });

  it('is filled by name, in any order', () => {
    const components: Template['components'] = [{ type: 'BODY', text: '{{first_name}}: {{number}}, bye' }];
    const sent = [body([named('number', '42'), named('first_name', 'Jessica')])];
    expect(read({ parameterFormat: 'NAMED', components }, sent).content.body).toBe('Jessica: 42, bye');
  });

  it('shows what stands for an amount and a date', () => {
    const amount = { type: 'currency', currency: { fallback_value: '$100.99', code: 'USD' } };
    const date = { type: 'date_time', date_time: { fallback_value: 'February 25, 1977' } };
    expect(read({}, [body([amount, date])]).content.body).toContain('$100.99! Your order number is February');
  });

  it('is found by either way of writing its language', () => {
    expect(read({}, [values], { language: { code: 'en-US' } }).category).toBe('utility');
  });

  it('has a picture, a place or a text on top, and a footer', () => {
    const image = { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] };
    const place = { latitude: 1, longitude: 2, name: 'META HQ' };
    const location = { type: 'HEADER', parameters: [{ type: 'location', location: place }] };
    const shown = (format: 'IMAGE' | 'LOCATION' | 'TEXT', sent: object[], title?: string) =>
      read(
        {
          components: [
            { type: 'HEADER', format, text: title },
            { type: 'FOOTER', text: 'Bye' },
          ],
        },
        sent,
      ).content;
    expect(shown('IMAGE', [image])).toMatchObject({ footer: 'Bye', header: { media: { kind: 'image' } } });
    expect(shown('LOCATION', [location]).header).toEqual({ text: 'META HQ' });
    const title = { type: 'header', parameters: text('42') };
    expect(shown('TEXT', [title], 'Order {{1}}').header).toEqual({ text: 'Order 42' });
  });

  it.each([
    ['that there is not', {}, [values], { name: 'nothing' }, 132_001],
    ['in another language', {}, [values], { language: { code: 'de' } }, 132_001],
    ['that was not approved', { status: 'PENDING' }, [values], {}, 132_001],
    ['that is paused', { status: 'PAUSED' }, [values], {}, 132_015],
    ['that is disabled', { status: 'DISABLED' }, [values], {}, 132_016],
    ['with too few values', {}, [body(text('Jessica'))], {}, 132_000],
    ['with no values', {}, [], {}, 132_000],
    [
      'with values for a header that it has not',
      {},
      [values, { type: 'header', parameters: text('x') }],
      {},
      132_000,
    ],
    ['with a picture in its text', {}, [body([...text('x'), { type: 'image' }])], {}, 132_012],
    ['with a new line in a value', {}, [body(text('x', 'a\nb'))], {}, 132_012],
    ['with five spaces in a value', {}, [body(text('x', 'a     b'))], {}, 132_012],
    ['that becomes too long', {}, [body(text('x', 'x'.repeat(1_024)))], {}, 132_005],
    ['with names for numbers', {}, [body([named('first_name', 'x'), ...text('y')])], {}, 132_018],
    ['with numbers for names', { parameterFormat: 'NAMED' }, [values], {}, 132_018],
    [
      'with a name twice',
      { parameterFormat: 'NAMED' },
      [body([named('1', 'x'), named('1', 'y')])],
      {},
      132_018,
    ],
    ['without a language', {}, [values], { language: undefined }, 131_008],
    ['without a name', {}, [values], { name: undefined }, 131_008],
    ['with a component that there is not', {}, [{ type: 'sidebar' }], {}, 131_009],
  ] as const)('%s is refused', (_, about, sent, more, code) => {
    const refused = refusedWith(() => read(about, [...sent], more));
    expect(refused).toEqual({ code, details: expect.stringMatching(/\w+/) });
  });

  it.each([
    ['a text instead', text('x'), 132_012],
    ['nothing', [], 132_012],
    ['a picture that there is not', [{ type: 'image', image: { id: '2' } }], 100],
  ])('whose header is a picture is refused with %s', (_, parameters, code) => {
    const components: Template['components'] = [{ type: 'HEADER', format: 'IMAGE' }];
    expect(refusedWith(() => read({ components }, [{ type: 'header', parameters }])).code).toBe(code);
  });
});

describe('the buttons of a template', () => {
  const components: Template['components'] = [
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Track' },
        { type: 'URL', text: 'View', url: 'https://www.luckyshrub.com/o/{{1}}' },
        { type: 'COPY_CODE' },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '15550783881' },
        { type: 'URL', text: 'Shop', url: 'https://www.luckyshrub.com/' },
        { type: 'FLOW', text: 'Book' },
      ],
    },
  ];
  const button = (subType: string, index: string | number, ...parameters: object[]) => ({
    type: 'button',
    sub_type: subType,
    index,
    parameters,
  });
  const url = button('url', '1', { type: 'text', text: 'SKBUP2' });
  const coupon = button('COPY_CODE', 2, { type: 'coupon_code', coupon_code: 'SAVE25' });

  it('get their values', () => {
    const reply = button('quick_reply', '0', { type: 'payload', payload: 'track:SKBUP2' });
    expect(read({ components }, [reply, url, coupon]).content.buttons).toEqual([
      { type: 'quick reply', title: 'Track', payload: 'track:SKBUP2' },
      { type: 'link', title: 'View', url: 'https://www.luckyshrub.com/o/SKBUP2' },
      { type: 'copy code', title: 'Copy code', code: 'SAVE25' },
      { type: 'phone', title: 'Call', phone: '15550783881' },
      { type: 'link', title: 'Shop', url: 'https://www.luckyshrub.com/' },
      { type: 'other', title: 'Book' },
    ]);
  });

  it('send their own words back when no payload is given', () => {
    expect(read({ components }, [url, coupon]).content.buttons[0]).toMatchObject({ payload: 'Track' });
  });

  it.each([
    ['no value for an address', [coupon], 131_008],
    ['a value for an address that takes none', [url, coupon, button('url', 4, ...text('x'))], 132_018],
    ['a value for a button that there is not', [url, coupon, button('url', 6, ...text('x'))], 132_018],
    ['a value of another button', [url, coupon, button('url', 0, ...text('x'))], 132_012],
    ['a value of another kind', [button('url', 1, { type: 'payload', payload: 'x' }), coupon], 132_012],
    ['a place that is none', [url, coupon, button('url', 'first')], 131_009],
  ])('are refused with %s', (_, sent, code) => {
    expect(refusedWith(() => read({ components }, sent)).code).toBe(code);
  });
});

describe('a template with a code', () => {
  const about: Partial<Template> = {
    category: 'AUTHENTICATION',
    components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy code' }] }],
  };
  const sent = [
    body(text('123456')),
    { type: 'button', sub_type: 'url', index: '0', parameters: text('123456') },
  ];

  it('has the text that WhatsApp gives it', () => {
    expect(read(about, sent)).toMatchObject({
      content: {
        body: '*123456* is your verification code.',
        buttons: [{ type: 'copy code', code: '123456' }],
      },
      category: 'authentication',
    });
  });

  it('has a button for the code also when Graph tells of it as a link', () => {
    const url = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}';
    const buttons: Template['components'] = [
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy code', url }] },
    ];
    expect(read({ ...about, components: buttons }, sent).content.buttons).toEqual([
      { type: 'copy code', title: 'Copy code', code: '123456' },
    ]);
  });

  it('goes to no user id', () => {
    const to = { userId: 'US.13491208655302741918' };
    expect(refusedWith(() => read(about, sent, {}, to)).code).toBe(131_062);
  });
});
