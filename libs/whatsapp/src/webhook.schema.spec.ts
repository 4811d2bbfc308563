import {
  messagesValueSchema,
  webhookContactSchema,
  webhookMessageSchema,
  webhookSchema,
  webhookStatusSchema,
} from './webhook.schema.ts';

const message = {
  from: '16505551234',
  from_user_id: 'US.13491208655302741918',
  from_parent_user_id: 'US.ENT.11815799212886844830',
  id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
  timestamp: '1749416383',
  type: 'text',
  text: { body: 'Does it come in another color?' },
};
const { from: _from, ...usernameOnly } = message;
const { from_user_id: _user, ...phoneOnly } = message;

describe('a webhook', () => {
  const envelope = (changes: unknown): unknown => ({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', time: 1749416383, changes }],
  });

  it('may hold any field with any value', () => {
    const changes = [
      { field: 'messages', value: { metadata: {} } },
      { field: 'account_update', value: 7 },
    ];

    expect(webhookSchema.parse(envelope(changes)).entry[0]?.changes).toEqual(changes);
  });

  it.each([
    ['another object', { object: 'page', entry: [] }],
    ['no entry', { object: 'whatsapp_business_account' }],
    ['entries without changes', { object: 'whatsapp_business_account', entry: [{ id: '1' }] }],
    ['a list', []],
    ['nothing', null],
  ])('with %s is none', (_, body) => {
    expect(webhookSchema.safeParse(body).success).toBe(false);
  });
});

describe('the value of the field messages', () => {
  const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

  it('keeps each element as it came, readable or not', () => {
    const value = { metadata, messages: [message, null, 'nonsense'], statuses: [{}] };

    expect(messagesValueSchema.parse(value)).toMatchObject({
      messages: [message, null, 'nonsense'],
      statuses: [{}],
    });
  });

  it('may lack each list', () => {
    expect(messagesValueSchema.parse({ metadata, errors: [{ code: 130_429 }] }).messages).toBeUndefined();
  });

  it('takes a list that is none as missing', () => {
    expect(messagesValueSchema.parse({ metadata, contacts: 'x', messages: [message] })).toMatchObject({
      contacts: undefined,
      messages: [message],
    });
  });
});

describe('a message', () => {
  it('is read with its sender, time and words', () => {
    expect(webhookMessageSchema.parse(message)).toEqual({
      from: '16505551234',
      from_user_id: 'US.13491208655302741918',
      id: message.id,
      timestamp: 1_749_416_383,
      type: 'text',
      text: { body: 'Does it come in another color?' },
    });
  });

  it('may come without a phone number, from a person who adopted a username', () => {
    expect(webhookMessageSchema.parse(usernameOnly)).toMatchObject({ from_user_id: message.from_user_id });
  });

  it('may come without a user id, as it did before 2026', () => {
    expect(webhookMessageSchema.parse(phoneOnly)).toMatchObject({ from: message.from });
  });

  it('passes with keys and a kind that nobody knows yet', () => {
    const later = { ...message, type: 'hologram', hologram: { depth: 3 }, context: { id: 'wamid.QUOTED=' } };

    expect(webhookMessageSchema.parse(later).type).toBe('hologram');
  });

  it('passes without its words when they are unreadable', () => {
    expect(webhookMessageSchema.parse({ ...message, text: 'not an object' }).text).toBeUndefined();
  });

  const { from_user_id: _, ...fromNobody } = usernameOnly;
  it.each([
    ['a sender', fromNobody],
    ['an id', { ...message, id: undefined }],
    ['a kind', { ...message, type: '' }],
    ['a time', { ...message, timestamp: undefined }],
    ['a time that is a number', { ...message, timestamp: 'yesterday' }],
    ['a time that is more than an empty string', { ...message, timestamp: '' }],
    ['a time that a calendar holds', { ...message, timestamp: '99999999999999' }],
  ])('is unreadable without %s', (_missing, broken) => {
    expect(webhookMessageSchema.safeParse(broken).success).toBe(false);
  });
});

describe('a status', () => {
  const status = {
    id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=',
    status: 'sent',
    timestamp: '1750030073',
    recipient_id: '16505551234',
    biz_opaque_callback_data: 'job-42',
    conversation: { id: '72b14d6bd5407799e66f64d1b338e567', origin: { type: 'marketing' } },
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
  };

  it('is read with our id, its time and its price', () => {
    expect(webhookStatusSchema.parse(status)).toEqual({
      id: status.id,
      status: 'sent',
      timestamp: 1_750_030_073,
      biz_opaque_callback_data: 'job-42',
      pricing: status.pricing,
    });
  });

  it('of a failure is read with its codes', () => {
    const failed = {
      ...status,
      status: 'failed',
      errors: [{ code: 131_049, title: 'not delivered', href: 'x' }],
    };

    expect(webhookStatusSchema.parse(failed).errors).toEqual([{ code: 131_049 }]);
  });

  it('passes without errors and price when those are unreadable', () => {
    expect(webhookStatusSchema.parse({ ...status, errors: [{}], pricing: 'free' })).toMatchObject({
      errors: undefined,
      pricing: undefined,
    });
  });

  it.each(['accepted', 'queued', 'SENT', '', undefined])('is unreadable when it says %p', (said) => {
    expect(webhookStatusSchema.safeParse({ ...status, status: said }).success).toBe(false);
  });
});

describe('a contact', () => {
  it('is read with its names', () => {
    expect(
      webhookContactSchema.parse({
        profile: { name: 'Sheena Nelson', username: '@realsheenanelson' },
        wa_id: '16505551234',
        user_id: 'US.13491208655302741918',
        identity_key_hash: 'DF2lS5v2W6x=',
      }),
    ).toEqual({
      profile: { name: 'Sheena Nelson' },
      wa_id: '16505551234',
      user_id: 'US.13491208655302741918',
    });
  });

  it('may lack everything', () => {
    expect(webhookContactSchema.safeParse({}).success).toBe(true);
  });
});
