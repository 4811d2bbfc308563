import { GraphError } from './graph.error.ts';
import { parseSend } from './send.schema.ts';

const text = {
  messaging_product: 'whatsapp',
  to: '+1 (650) 555-1234',
  type: 'text',
  text: { body: 'Hello' },
};

function codeOf(body: unknown): { code: number; details: string } {
  try {
    parseSend(body);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { code, error_data: data } = error.body.error;
    return { code, details: data.details };
  }
  throw new Error('the body was taken');
}

describe('a text message', () => {
  it('goes to the digits of a phone number', () => {
    expect(parseSend({ ...text, biz_opaque_callback_data: 'job-42' })).toEqual({
      kind: 'text',
      input: '+1 (650) 555-1234',
      to: { phone: '16505551234' },
      body: 'Hello',
      callbackData: 'job-42',
    });
  });

  it('goes to a user id', () => {
    const send = parseSend({ ...text, to: undefined, recipient: 'US.13491208655302741918' });
    expect(send).toMatchObject({
      input: 'US.13491208655302741918',
      to: { userId: 'US.13491208655302741918' },
    });
  });

  it('goes to the phone number when both are given', () => {
    expect(parseSend({ ...text, recipient: 'US.1' })).toMatchObject({ to: { phone: '16505551234' } });
  });

  it('may leave its type out, quote a message and have 4096 characters', () => {
    const body = {
      ...text,
      type: undefined,
      context: { message_id: 'wamid.A=' },
      text: { body: 'x'.repeat(4096) },
    };
    expect(parseSend(body)).toMatchObject({ kind: 'text' });
  });

  it.each([
    ['no body at all', undefined, 131_008, 'body'],
    ['no product', { ...text, messaging_product: undefined }, 131_008, 'messaging_product'],
    ['another product', { ...text, messaging_product: 'sms' }, 131_009, 'messaging_product'],
    ['nobody to go to', { ...text, to: undefined }, 131_008, 'to'],
    ['a recipient that is no number', { ...text, to: 'mom' }, 131_009, 'to'],
    ['a recipient of the wrong kind', { ...text, to: 16505551234 }, 100, 'to'],
    ['no text', { ...text, text: undefined }, 131_008, 'text'],
    ['a text without a body', { ...text, text: {} }, 131_008, 'text.body'],
    ['an empty text', { ...text, text: { body: '' } }, 100, 'text.body'],
    ['a text that is too long', { ...text, text: { body: 'x'.repeat(4097) } }, 100, 'text.body'],
    [
      'callback data that is too long',
      { ...text, biz_opaque_callback_data: 'x'.repeat(513) },
      100,
      'biz_opaque',
    ],
    ['a quote of nothing', { ...text, context: {} }, 131_008, 'context.message_id'],
    ['a type that is not built', { ...text, type: 'image' }, 131_051, 'image'],
    ['something that is no object', [text], 100, 'body'],
  ])('is refused with %s', (_, body, code, place) => {
    expect(codeOf(body)).toEqual({ code, details: expect.stringContaining(place) });
  });
});

describe('a read receipt', () => {
  const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A=' };

  it('may come with a typing indicator', () => {
    expect(parseSend(receipt)).toEqual({ kind: 'receipt', wamid: 'wamid.A=', typing: false });
    expect(parseSend({ ...receipt, typing_indicator: { type: 'text' } })).toMatchObject({ typing: true });
  });

  it.each([
    ['no message', { ...receipt, message_id: undefined }, 131_008],
    ['another status', { ...receipt, status: 'played' }, 131_009],
    ['an unknown indicator', { ...receipt, typing_indicator: { type: 'audio' } }, 131_009],
  ])('is refused with %s', (_, body, code) => {
    expect(codeOf(body).code).toBe(code);
  });
});
