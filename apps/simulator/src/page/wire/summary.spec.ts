import type { Exchange } from '../../phone/phone.events.ts';
import { pathOf, summaryOf } from './summary.ts';

const webhook = (...values: object[]): object => ({
  entry: [{ id: '1', changes: values.map((value) => ({ field: 'messages', value })) }],
});

describe('what an exchange is about', () => {
  it.each([
    ['webhook', webhook({ messages: [{ type: 'image' }] }), 'image'],
    [
      'webhook',
      webhook({ statuses: [{ status: 'sent' }] }, { statuses: [{ status: 'read' }] }),
      'status sent, status read',
    ],
    [
      'webhook',
      webhook({ statuses: [{ status: 'failed', errors: [{ code: 131_047 }] }] }),
      'status failed 131047',
    ],
    ['webhook', webhook({ messages: [1, 2, 3, 4].map(() => ({ type: 'text' })) }), 'text, text and 2 more'],
    ['webhook', { entry: [{ changes: [{ field: 'account_update', value: {} }] }] }, 'account_update'],
    ['api', { type: 'template', template: { name: 'order_confirmation' } }, 'template order_confirmation'],
    ['api', { status: 'read', message_id: 'wamid.A' }, 'read'],
    ['api', { text: { body: 'hi' } }, 'text'],
    ['api', {}, ''],
  ] as const)('%s %j: %s', (direction, body, words) => {
    expect(summaryOf({ direction, request: JSON.stringify(body) } as Exchange)).toBe(words);
  });

  it('is left open where the request is no JSON', () => {
    expect(summaryOf({ direction: 'api', request: '[3 bytes]' } as Exchange)).toBe('');
  });
});

describe('where a request went', () => {
  it.each([
    [
      '/v26.0/102290129340398/message_templates?fields=id,name&limit=100',
      '/v26.0/102290129340398/message_templates?…',
    ],
    ['http://127.0.0.1:3000/webhook', '/webhook'],
    ['http://127.0.0.1:3000/webhook?tenant=7', '/webhook?…'],
  ])('is told of %s as %s', (url, path) => {
    expect(pathOf(url)).toBe(path);
  });
});
