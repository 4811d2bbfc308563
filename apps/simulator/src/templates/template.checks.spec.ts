import { GraphError } from '../cloud-api/graph.error.ts';
import { checkContent, checkName } from './template.checks.ts';
import { TemplateError } from './template.faults.ts';
import { componentsOf, newTemplateSchema } from './template.schema.ts';

const body = { type: 'BODY', text: 'Your order is on its way.' };
const header = (text: string, more: object = {}) => ({ type: 'HEADER', format: 'TEXT', text, ...more });
const buttons = (...list: object[]) => ({ type: 'BUTTONS', buttons: list });
const reply = { type: 'QUICK_REPLY', text: 'Track' };
const link = { type: 'URL', text: 'View', url: 'https://www.luckyshrub.com/o/1' };
const call = { type: 'PHONE_NUMBER', text: 'Call', phone_number: '16467043595' };

/** The number of the first fault, or nothing. */
function faultOf(components: object[], about: object = {}): number | undefined {
  const asked = { name: 'n', language: 'en', category: 'UTILITY', components, ...about };
  const parsed = newTemplateSchema.parse(asked);
  try {
    checkContent({
      category: parsed.category,
      components: componentsOf(parsed.components),
      parameterFormat: parsed.parameter_format,
      sendTtlSeconds: parsed.message_send_ttl_seconds,
    });
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) {
      const answer = error.toGraphError('subcode').getResponse() as { error: { error_subcode: number } };
      return answer.error.error_subcode;
    }
    if (error instanceof GraphError) return error.body.error.code;
    throw error;
  }
}

const text = (words: string, ...samples: string[]) => ({
  type: 'BODY',
  text: words,
  ...(samples.length > 0 && { example: { body_text: [samples] } }),
});

describe('the components of a template', () => {
  it.each<[string, object[], number | undefined]>([
    ['a body alone', [body], undefined],
    ['no body', [header('Hello')], 100],
    ['two bodies', [body, body], 100],
    ['a body of 1024 characters', [text('a'.repeat(1_024))], undefined],
    ['a longer body', [text('a'.repeat(1_025))], 2_388_040],
    ['a body without text', [{ type: 'BODY' }], 2_388_043],
    ['a variable with its sample', [text('Your order {{1}} is on its way.', '17')], undefined],
    ['a variable without a sample', [text('Your order {{1}} is on its way.')], 2_388_043],
    ['fewer samples than variables', [text('The order {{1}} of {{2}} is on its way.', '17')], 2_388_043],
    ['variables that do not begin with 1', [text('Your order {{2}} is on its way.', '17', '18')], 2_388_072],
    ['a name where numbers are due', [text('Your order {{number}} is on its way.', '17')], 2_388_072],
    ['a variable at the start', [text('{{1}} is on its way to you.', '17')], 2_388_299],
    ['a variable at the end', [text('We ship to you order {{1}}', '17')], 2_388_299],
    ['too many variables for its length', [text('Hi {{1}} and {{2}} bye', 'a', 'b')], 2_388_293],
    ['a footer of 60 characters', [body, { type: 'FOOTER', text: 'a'.repeat(60) }], undefined],
    ['a longer footer', [body, { type: 'FOOTER', text: 'a'.repeat(61) }], 2_388_040],
    ['a variable in the footer', [body, { type: 'FOOTER', text: 'By {{1}} of us' }], 2_388_073],
    ['a header of 60 characters', [header('a'.repeat(60)), body], undefined],
    ['a longer header', [header('a'.repeat(61)), body], 2_388_040],
    ['a header with a new line', [header('a\nb'), body], 2_388_047],
    ['a header with formatting', [header('*a*'), body], 2_388_047],
    ['two variables in a header', [header('{{1}} and {{2}}'), body], 2_388_047],
    [
      'a variable in a header',
      [header('Our {{1}} is on', { example: { header_text: ['sale'] } }), body],
      undefined,
    ],
    ['a variable in a header without a sample', [header('Our {{1}} is on'), body], 2_388_043],
    ['a header without format', [{ type: 'HEADER', text: 'Hello' }, body], 2_388_043],
    ['a location', [{ type: 'HEADER', format: 'LOCATION' }, body], undefined],
    ['a picture without a sample', [{ type: 'HEADER', format: 'IMAGE' }, body], 2_388_043],
    [
      'a picture that was not uploaded',
      [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://x.y'] } }, body],
      2_388_273,
    ],
  ])('with %s', (_, components, fault) => {
    expect(faultOf(components)).toBe(fault);
  });

  it.each<[string, object[], number | undefined]>([
    ['quick replies together', [reply, reply, link, call], undefined],
    ['quick replies last', [link, call, reply], undefined],
    ['quick replies apart', [reply, link, reply], 100],
    ['none', [], 2_388_043],
    ['ten', Array.from({ length: 10 }, () => reply), undefined],
    ['eleven', Array.from({ length: 11 }, () => reply), 100],
    ['two links', [link, link], undefined],
    ['three links', [link, link, link], 100],
    ['two calls', [call, call], 100],
    ['a label of 25 characters', [{ ...reply, text: 'a'.repeat(25) }], undefined],
    ['a longer label', [{ ...reply, text: 'a'.repeat(26) }], 2_388_040],
    ['no label', [{ type: 'QUICK_REPLY' }], 2_388_043],
    ['a link without address', [{ type: 'URL', text: 'View' }], 2_388_043],
    ['a link that is none', [{ ...link, url: 'luckyshrub' }], 100],
    ['a link of more than 2000 characters', [{ ...link, url: `https://${'a'.repeat(2_000)}` }], 2_388_040],
    ['a variable at the end of a link', [{ ...link, url: 'https://x.y/{{1}}', example: ['z'] }], undefined],
    ['a variable in a link without a sample', [{ ...link, url: 'https://x.y/{{1}}' }], 2_388_043],
    ['a variable inside a link', [{ ...link, url: 'https://x.y/{{1}}/z', example: ['z'] }], 100],
    ['a code to copy', [{ type: 'COPY_CODE', example: '250FF' }], undefined],
    ['a code to copy without a sample', [{ type: 'COPY_CODE' }], 2_388_043],
    ['a code for authentication only', [{ type: 'OTP', otp_type: 'COPY_CODE' }], 100],
  ])('with buttons: %s', (_, list, fault) => {
    expect(faultOf([body, buttons(...list)])).toBe(fault);
  });

  it('have names in them where the template says so', () => {
    const named = (words: string, ...names: string[]) =>
      faultOf(
        [
          {
            ...text(words),
            example: { body_text_named_params: names.map((param_name) => ({ param_name, example: 'a' })) },
          },
        ],
        { parameter_format: 'named' },
      );

    expect(named('Your order {{order_number}} is on its way.', 'order_number')).toBeUndefined();
    expect(named('Your order {{order_number}} is on its way.', 'other')).toBe(2_388_043);
    expect(named('Your order {{OrderNumber}} is on its way.', 'OrderNumber')).toBe(2_388_072);
  });

  it('of an authentication template have the button with the code, and a short life', () => {
    const asked = [
      { type: 'BODY', add_security_recommendation: false },
      buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }),
    ];
    const about = { category: 'AUTHENTICATION' };

    expect(faultOf(asked, { ...about, message_send_ttl_seconds: 600 })).toBeUndefined();
    expect(faultOf(asked, { ...about, message_send_ttl_seconds: 901 })).toBe(100);
    expect(faultOf(asked.slice(0, 1), about)).toBe(100);
    expect(faultOf([asked[0]!, buttons(reply)], about)).toBe(100);
  });
});

describe('the name of a template', () => {
  it.each(['order_confirmation', '2023_april_promo', 'a'.repeat(512)])('may be %s', (name) => {
    expect(() => checkName(name)).not.toThrow();
  });

  it.each(['', 'Order', 'order-1', 'order 1', 'bestätigt', 'a'.repeat(513)])('may not be %j', (name) => {
    expect(() => checkName(name)).toThrow(TemplateError);
  });

  it('goes with a language that templates can have', () => {
    const languages = ['en-US', 'de', 'pt_BR', 'xx', 'English'];
    const { language } = newTemplateSchema.shape;

    expect(languages.map((code) => language.safeParse(code).data)).toEqual([
      'en_US',
      'de',
      'pt_BR',
      undefined,
      undefined,
    ]);
  });
});
