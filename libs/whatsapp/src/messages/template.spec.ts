import { MessageLimitError } from './message-limit.ts';
import type { TemplateButton } from './template-buttons.ts';
import { type TemplateContent, templateOf } from './template.ts';

const x = (count: number): string => 'x'.repeat(count);
const template = (changes: object = {}): TemplateContent => ({
  kind: 'template',
  name: 'order_confirmation',
  language: 'en_US',
  ...changes,
});
const reply = (index: number): TemplateButton => ({ type: 'quick_reply', index, payload: `track:${index}` });
const url = (index: number, suffix = '1'): TemplateButton => ({ type: 'url', index, suffix });
const code = (index: number, value = 'SAVE10'): TemplateButton => ({ type: 'copy_code', index, code: value });
const replies = (count: number): TemplateButton[] =>
  Array.from({ length: count }, (_, index) => reply(index));
const header = (...values: string[]): object => ({ header: { type: 'text', values } });

describe('a template', () => {
  it('without variables has no components', () => {
    const bare = { name: 'order_confirmation', language: { code: 'en_US' } };

    expect(templateOf(template())).toEqual(bare);
    expect(templateOf(template({ body: [], buttons: [] }))).toEqual(bare);
  });

  it('is filled with values by name, a picture and buttons', () => {
    const filled = template({
      header: { type: 'image', file: { id: '2762702990552401' } },
      body: { first_name: 'Jessica', order_number: 'SKBUP2-4CPIG9' },
      buttons: [reply(0), url(1, 'SKBUP2-4CPIG9'), code(2)],
    });

    expect(templateOf(filled)).toMatchObject({
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: '2762702990552401' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', parameter_name: 'first_name', text: 'Jessica' },
            { type: 'text', parameter_name: 'order_number', text: 'SKBUP2-4CPIG9' },
          ],
        },
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: 'track:0' }],
        },
        {
          type: 'button',
          sub_type: 'url',
          index: '1',
          parameters: [{ type: 'text', text: 'SKBUP2-4CPIG9' }],
        },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: '2',
          parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
        },
      ],
    });
  });

  it('is filled with values in their order', () => {
    expect(templateOf(template({ body: ['Jessica', 'Tuesday'] }))).toMatchObject({
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Jessica' },
            { type: 'text', text: 'Tuesday' },
          ],
        },
      ],
    });
  });

  it.each([
    [
      { type: 'text', values: ['Shipping'] },
      { type: 'text', text: 'Shipping' },
    ],
    [
      { type: 'text', values: { city: 'Paris' } },
      { type: 'text', parameter_name: 'city', text: 'Paris' },
    ],
    [
      { type: 'video', file: { id: '1' } },
      { type: 'video', video: { id: '1' } },
    ],
    [
      { type: 'document', file: { link: 'https://example.com/a.pdf' }, filename: 'Plan.pdf' },
      { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'Plan.pdf' } },
    ],
    [
      { type: 'location', location: { latitude: 37.44, longitude: -122.16, name: 'Philz Coffee' } },
      { type: 'location', location: { latitude: '37.44', longitude: '-122.16', name: 'Philz Coffee' } },
    ],
  ])('can have the header %j', (given, parameter) => {
    expect(templateOf(template({ header: given }))).toMatchObject({
      components: [{ type: 'header', parameters: [parameter] }],
    });
  });

  it.each<[string, object, object, string]>([
    [
      'name',
      { name: x(512) },
      { name: x(513) },
      'name of the template must have 1 to 512 characters, not 513',
    ],
    ['body', { body: [x(1_000), x(24)] }, { body: [x(1_000), x(25)] }, 'fit into 1024 characters, not 1025'],
    ['header', header(x(60)), header(x(61)), 'fit into 60 characters, not 61'],
    ['values in the header', header('a'), header('a', 'b'), '1 value in the header, not 2'],
    ['spaces in a row', { body: ['a    b'] }, { body: ['a     b'] }, '4 spaces in a row at most, not 5'],
    [
      'buttons',
      { buttons: replies(10) },
      { buttons: [...replies(10), url(10)] },
      '1 to 10 buttons in a template, not 11',
    ],
    [
      'addresses',
      { buttons: [url(0), url(1)] },
      { buttons: [url(0), url(1), url(2)] },
      '2 buttons of type url, not 3',
    ],
    ['codes', { buttons: [code(0)] }, { buttons: [code(0), code(1)] }, '1 buttons of type copy_code, not 2'],
    ['code', { buttons: [code(0, x(20))] }, { buttons: [code(0, x(21))] }, '1 to 20 characters, not 21'],
    [
      'address',
      { buttons: [url(0, x(2_000))] },
      { buttons: [url(0, x(2_001))] },
      '1 to 2000 characters, not 2001',
    ],
    ['index', { buttons: [reply(9)] }, { buttons: [reply(10)] }, 'between 0 and 9, not 10'],
  ])('may reach the limit of its %s, not exceed it', (_, atLimit, beyond, reason) => {
    expect(templateOf(template(atLimit))).toEqual(expect.any(Object));
    expect(() => templateOf(template(beyond))).toThrow(MessageLimitError);
    expect(() => templateOf(template(beyond))).toThrow(reason);
  });

  it.each<[string, object, string]>([
    ['a new line in a value', { body: ['a\nb'] }, 'no new line and no tab'],
    ['a tab in a value', { body: { first_name: 'a\tb' } }, 'no new line and no tab'],
    ['a new line in the header', header('a\r\nb'), 'no new line and no tab'],
    ['an empty value', { body: [''] }, 'value in the body must not be empty'],
    ['capitals in its name', { name: 'Order' }, 'small letters, digits and _ only'],
    ['capitals in the name of a variable', { body: { firstName: 'a' } }, 'small letters, digits and _ only'],
    ['a language with a hyphen', { language: 'en-US' }, 'must read like en or en_US'],
    ['two values for one button', { buttons: [reply(0), url(0)] }, 'an index of its own'],
    [
      'an empty payload',
      { buttons: [{ ...reply(0), payload: '' }] },
      'payload of a button must not be empty',
    ],
    ['half an index', { buttons: [reply(0.5)] }, 'between 0 and 9, not 0.5'],
  ])('can not be sent with %s', (_, changes, reason) => {
    expect(() => templateOf(template(changes))).toThrow(MessageLimitError);
    expect(() => templateOf(template(changes))).toThrow(reason);
  });
});
