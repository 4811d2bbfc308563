import { refusedWith } from '../../../test/refused-with.ts';
import { readBody } from './send.schema.ts';

const text = {
  messaging_product: 'whatsapp',
  to: '+1 (650) 555-1234',
  type: 'text',
  text: { body: 'Hello' },
};

describe('a message', () => {
  it('goes to the digits of a phone number, and holds what stands under its type', () => {
    const quoting = { ...text, context: { message_id: 'wamid.A=' }, biz_opaque_callback_data: 'job-42' };
    expect(readBody(quoting)).toEqual({
      kind: 'message',
      send: {
        type: 'text',
        input: '+1 (650) 555-1234',
        to: { phone: '16505551234' },
        quotes: 'wamid.A=',
        callbackData: 'job-42',
      },
      part: { body: 'Hello' },
    });
  });

  it('goes to a user id', () => {
    const recipient = 'US.13491208655302741918';
    expect(readBody({ ...text, to: undefined, recipient })).toMatchObject({
      send: { input: recipient, to: { userId: recipient } },
    });
    expect(readBody({ ...text, to: undefined, recipient: 'US.ENT.11815799212886844830' })).toMatchObject({
      send: { to: { userId: 'US.ENT.11815799212886844830' } },
    });
  });

  it('goes to the phone number when both are given', () => {
    expect(readBody({ ...text, recipient: 'US.1' })).toMatchObject({
      send: { to: { phone: '16505551234' } },
    });
  });

  it.each([
    ['a text', { text: {} }, 'text'],
    ['an interactive message', { interactive: {} }, 'interactive'],
    ['a text, when it holds nothing', {}, 'text'],
  ])('without a type is %s', (_, holds, type) => {
    const body = { messaging_product: 'whatsapp', to: '16505551234', ...holds };
    expect(readBody(body)).toMatchObject({ send: { type } });
  });

  it.each([
    ['no body at all', undefined, 131_008, 'body is required'],
    ['no product', { ...text, messaging_product: undefined }, 131_008, 'messaging_product'],
    ['another product', { ...text, messaging_product: 'sms' }, 131_009, 'messaging_product'],
    ['nobody to go to', { ...text, to: undefined }, 131_008, 'to is required'],
    ['a recipient that is no number', { ...text, to: 'mom' }, 131_009, 'to'],
    ['a recipient of the wrong kind', { ...text, to: 16505551234 }, 100, 'to'],
    ['a user id that is none', { ...text, to: undefined, recipient: '16505551234' }, 131_009, 'recipient'],
    ['a group', { ...text, recipient_type: 'group' }, 131_009, 'recipient_type: this simulator'],
    ['a category of its own', { ...text, category: 'utility' }, 100, 'category'],
    [
      'callback data that is too long',
      { ...text, biz_opaque_callback_data: 'x'.repeat(513) },
      100,
      'biz_opaque',
    ],
    ['a quote of nothing', { ...text, context: {} }, 131_008, 'context.message_id'],
    ['a type that there is not', { ...text, type: 'poll' }, 131_051, "'poll'"],
    ['something that is no object', [text], 100, 'body'],
  ])('is refused with %s', (_, body, code, place) => {
    expect(refusedWith(() => readBody(body))).toEqual({ code, details: expect.stringContaining(place) });
  });
});

describe('a read receipt', () => {
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A=' };

  it('may come with a typing indicator', () => {
    expect(readBody(receipt)).toEqual({ kind: 'receipt', receipt: { wamid: 'wamid.A=', typing: false } });
    expect(readBody({ ...receipt, typing_indicator: { type: 'text' } })).toMatchObject({
      receipt: { typing: true },
    });
  });

  it.each([
    ['no message', { ...receipt, message_id: undefined }, 131_008],
    ['another status', { ...receipt, status: 'played' }, 131_009],
    ['an unknown indicator', { ...receipt, typing_indicator: { type: 'audio' } }, 131_009],
  ])('is refused with %s', (_, body, code) => {
    expect(refusedWith(() => readBody(body)).code).toBe(code);
  });
});
