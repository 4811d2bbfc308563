import type { Exchange } from '../../phone/phone.events.ts';
import { factsOf } from './exchange-facts.ts';

const exchange = (about: Partial<Exchange>, request: unknown, response: unknown = {}): Exchange =>
  ({
    direction: 'webhook',
    status: 200,
    tookMs: 3,
    ...about,
    request: JSON.stringify(request),
    response: JSON.stringify(response),
  }) as Exchange;
const webhook = (...values: object[]): object => ({
  entry: [{ changes: values.map((value) => ({ value })) }],
});
const contact = (name: string) => ({ user_id: `US.${name}`, profile: { name } });

describe('the text of an exchange', () => {
  it.each([
    [{ type: 'text', text: { body: 'add milk\nand bread' } }, 'add milk'],
    [{ type: 'image', image: { id: '1', caption: 'Taj Mahal' } }, 'Taj Mahal'],
    [{ type: 'document', document: { id: '1', filename: 'receipt.pdf' } }, 'receipt.pdf'],
    [{ type: 'button', button: { text: 'Yes', payload: 'y' } }, 'Yes'],
    [
      {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'Priority' } },
      },
      'Priority',
    ],
    [{ type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }, '👍'],
    [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'Philz' } }, 'Philz'],
    [{ type: 'contacts', contacts: [{ name: { formatted_name: 'Barbara' } }] }, 'Barbara'],
    [{ type: 'sticker', sticker: { id: '1' } }, ''],
  ])('%j', (message, text) => {
    expect(factsOf(exchange({}, webhook({ messages: [message] }))).text).toBe(text);
  });

  it.each([
    [{ to: '1', text: { body: 'hi' } }, 'hi'],
    [
      {
        type: 'interactive',
        interactive: { type: 'button', header: { type: 'text', text: 'Head' }, body: { text: 'Which?' } },
      },
      'Which?',
    ],
    [{ type: 'template', template: { name: 'order_confirmation' } }, 'order_confirmation'],
    [{ status: 'read', message_id: 'wamid.A' }, ''],
  ])('of a call %j', (body, text) => {
    expect(factsOf(exchange({ direction: 'api' }, body)).text).toBe(text);
  });
});

it('names whom a webhook is about, or how many', () => {
  const who = (...names: string[]) =>
    factsOf(exchange({}, webhook(...names.map((name) => ({ contacts: [contact(name)] }))))).who;

  expect(who('Ada', 'Ada')).toBe('Ada');
  expect(who('Ada', 'Bob')).toBe('Ada, Bob');
  expect(who('Ada', 'Bob', 'Cleo')).toBe('3 people');
  expect(factsOf(exchange({ direction: 'api' }, { to: '4915112345678' })).who).toBe('4915112345678');
});

it('knows the messages that it brings, reports on, or was answered with', () => {
  const { wamids, isStatus } = factsOf(
    exchange({}, webhook({ messages: [{ id: 'wamid.A' }] }, { statuses: [{ id: 'wamid.B' }] })),
  );
  expect([wamids, isStatus]).toEqual([['wamid.A', 'wamid.B'], false]);
  expect(factsOf(exchange({}, webhook({ statuses: [{ id: 'wamid.B' }] }))).isStatus).toBe(true);
  const sent = exchange({ direction: 'api' }, { text: {} }, { messages: [{ id: 'wamid.C' }] });
  expect(factsOf(sent).wamids).toEqual(['wamid.C']);
  expect(factsOf(exchange({ direction: 'api' }, { message_id: 'wamid.A' })).wamids).toEqual(['wamid.A']);
});

describe('an error', () => {
  it.each([
    [{ status: 500 }, true],
    [{ status: null }, true],
    [{ status: null, tookMs: null }, false],
    [{ status: 200 }, false],
  ])('is %j: %s', (about, isError) => {
    expect(factsOf(exchange(about, {})).isError).toBe(isError);
  });

  it('is a failed status too, and is explained', () => {
    const errors = [{ code: 131_047, title: 'Re-engagement message', error_data: { details: 'Too late.' } }];
    const facts = factsOf(exchange({}, webhook({ statuses: [{ status: 'failed', errors }] })));

    expect(facts).toMatchObject({
      isError: true,
      explanation: { code: 131_047, words: 'Re-engagement message: Too late.' },
    });
  });

  it('is explained by the answer, and said once where title and details are the same', () => {
    const error = {
      code: 100,
      message: '(#100) Invalid parameter',
      error_data: { details: 'Invalid parameter' },
    };

    expect(factsOf(exchange({ direction: 'api', status: 400 }, {}, { error })).explanation).toEqual({
      code: 100,
      words: 'Invalid parameter',
    });
  });
});

it.each(['', '[3 bytes]', 'null', '[]', '{"entry":5}'])('makes nothing of a request %j', (request) => {
  const odd = { ...exchange({}, {}), request };

  expect(factsOf(odd)).toMatchObject({ who: '', text: '', wamids: [], isStatus: false });
});
