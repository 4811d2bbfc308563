import {
  messagesValueSchema,
  webhookChangeSchema,
  webhookContactSchema,
  webhookEntrySchema,
  webhookSchema,
} from './webhook.schema.ts';

describe('a webhook', () => {
  it('may hold any entries', () => {
    const entry = [{ id: '102290129340398', changes: [] }, null, 'nonsense'];

    expect(webhookSchema.parse({ object: 'whatsapp_business_account', entry }).entry).toEqual(entry);
  });

  it.each([
    ['another object', { object: 'page', entry: [] }],
    ['no entry', { object: 'whatsapp_business_account' }],
    ['an entry that is no list', { object: 'whatsapp_business_account', entry: {} }],
    ['a list', []],
    ['nothing', null],
  ])('with %s is none', (_, body) => {
    expect(webhookSchema.safeParse(body).success).toBe(false);
  });
});

describe('an entry', () => {
  it('may hold any changes, and says when they happened', () => {
    const changes = [{ field: 'account_update', value: 7 }, null];

    expect(webhookEntrySchema.parse({ id: '1', time: 1_749_416_383, changes })).toEqual({
      time: 1_749_416_383,
      changes,
    });
  });

  it.each([undefined, 'soon', -1, 0.5])('passes without a time when it says %p', (time) => {
    expect(webhookEntrySchema.parse({ time, changes: [] }).time).toBeUndefined();
  });
});

describe('a change', () => {
  it.each(['messages', 'message_template_status_update', 'a-field.of_2030'])('may be of %s', (field) => {
    expect(webhookChangeSchema.parse({ field, value: null })).toEqual({ field, value: null });
  });

  it.each([undefined, '', 7, 'call my lawyer', 'a\nb'])(
    'is none without a word for its field (%j)',
    (field) => {
      expect(webhookChangeSchema.safeParse({ field, value: {} }).success).toBe(false);
    },
  );
});

describe('the value of the field messages', () => {
  const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

  it('keeps each element as it came, readable or not', () => {
    const value = { metadata, messages: [{ id: 'x' }, null, 'nonsense'], statuses: [{}], errors: [7] };

    expect(messagesValueSchema.parse(value)).toMatchObject({
      messages: [{ id: 'x' }, null, 'nonsense'],
      statuses: [{}],
      errors: [7],
    });
  });

  it.each([undefined, null])('may lack each list (%p)', (none) => {
    expect(messagesValueSchema.parse({ metadata, messages: none })).toMatchObject({
      contacts: [],
      messages: [],
      statuses: [],
      errors: [],
    });
  });

  it('takes what should be a list and is none as its only element', () => {
    expect(messagesValueSchema.parse({ metadata, messages: 'nonsense' }).messages).toEqual(['nonsense']);
  });

  it('is none when it does not say for which number it is', () => {
    expect(messagesValueSchema.safeParse({ metadata: {}, messages: [] }).success).toBe(false);
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
    expect(webhookContactSchema.parse({ profile: 'x', wa_id: {}, user_id: '' })).toEqual({});
  });
});
