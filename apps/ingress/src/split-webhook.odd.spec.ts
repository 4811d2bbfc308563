import { messageValue, testAccount, testSealer, textValue, webhook } from '#testing';
import { webhookSchema } from '#whatsapp';

import { type SplitWebhook, splitWebhook } from './split-webhook.ts';

// What is well signed and still not as WhatsApp documents it.

type Fields = Record<string, unknown>;

const sealer = testSealer();
const { phoneNumberId } = testAccount;
const { metadata } = textValue('');
const receivedAt = Date.now();
const now = Math.floor(receivedAt / 1_000);
const splitBody = (body: unknown, at = receivedAt): SplitWebhook =>
  splitWebhook(webhookSchema.parse(body), { phoneNumberId, sealer }, at);
const split = (...values: Fields[]): SplitWebhook => splitBody(webhook(...values));
const account = (field: string, value: unknown, time?: unknown): Fields => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', time, changes: [{ field, value }] }],
});
const message = (fields: Fields): Fields => ({
  ...(textValue('add milk').messages as [Fields])[0],
  ...fields,
});
const nobody = { from: undefined, from_user_id: undefined };

describe('a sender', () => {
  const senderOf = (fields: Fields, contacts?: Fields[]) =>
    split({ metadata, contacts, messages: [message({ ...nobody, ...fields })] }).intent[0]?.from;

  it.each(['from', 'from_user_id'])('is told by a user id in %s', (field) => {
    expect(senderOf({ [field]: 'US.7771' })).toEqual({ bsuid: 'US.7771' });
  });

  it('is told by a phone number in the field of the user id', () => {
    expect(senderOf({ from_user_id: '16505551234' })).toEqual({ phone: '16505551234' });
  });

  it('is told by a phone number that is written with a plus', () => {
    expect(senderOf({ from: '+1 650 555 1234' })).toEqual({ phone: '16505551234' });
  });

  it('is told by the id of the parent, where that is all there is', () => {
    expect(senderOf({ from_parent_user_id: 'US.ENT.11' })).toEqual({ bsuid: 'US.ENT.11' });
    expect(senderOf({ from: '16505551234', from_parent_user_id: 'US.ENT.11' })).toEqual({
      phone: '16505551234',
    });
  });

  it.each<[string, Fields, object]>([
    ['phone number', { wa_id: '16505551234' }, { phone: '16505551234' }],
    ['user id', { user_id: 'US.7771' }, { bsuid: 'US.7771' }],
    ['user id in the field of the phone number', { wa_id: 'US.7771' }, { bsuid: 'US.7771' }],
    ["parent's id", { parent_user_id: 'US.ENT.11' }, { bsuid: 'US.ENT.11' }],
  ])('who is not named is the only person listed, by %s', (_, contact, from) => {
    expect(senderOf({}, [{ ...contact, profile: { name: 'Sheena' } }])).toEqual({ ...from, name: 'Sheena' });
  });

  it('has the name of the only person listed, under whatever number', () => {
    const contacts = [{ profile: { name: 'Kedar' }, wa_id: '919746334593' }];

    expect(senderOf({ from: '919446284490' }, contacts)).toEqual({ phone: '919446284490', name: 'Kedar' });
  });

  it('has no name of somebody who may be another', () => {
    const contacts = [{ profile: { name: 'Kedar' }, wa_id: '919746334593' }];
    const messages = [
      message({ ...nobody, from: '16505551234' }),
      message({ ...nobody, from: '16505559999' }),
    ];

    const { intent } = split({ metadata, contacts, messages });

    expect(intent.map(({ from }) => from)).toEqual([{ phone: '16505551234' }, { phone: '16505559999' }]);
  });

  it('is not the only person listed where several messages name other parents', () => {
    const contacts = [{ profile: { name: 'Sheena' }, user_id: 'US.1', parent_user_id: 'US.ENT.1' }];
    const from = (parent: string) => message({ ...nobody, from_parent_user_id: parent });

    const { intent } = split({ metadata, contacts, messages: [from('US.ENT.1'), from('US.ENT.2')] });

    expect(intent.map((one) => one.from.bsuid)).toEqual(['US.1', 'US.ENT.2']);
  });

  it.each<[string, Fields, string]>([
    ['the same', { parent_user_id: 'US.ENT.1' }, 'US.1'],
    ['no', {}, 'US.1'],
    ['another', { parent_user_id: 'US.ENT.2' }, 'US.ENT.1'],
  ])('who names a parent is the only person listed, who has %s parent', (_, parent, bsuid) => {
    const contacts = [{ user_id: 'US.1', ...parent }];

    expect(senderOf({ from_parent_user_id: 'US.ENT.1' }, contacts)).toEqual({ bsuid });
  });

  it.each([{}, { from: 'unknown' }, { from: '', from_user_id: '' }])(
    'whom nothing tells keeps the message for people on call (%j)',
    (fields) => {
      const { intent, notices } = split({ metadata, messages: [message({ ...nobody, ...fields })] });

      expect(intent).toEqual([]);
      expect(notices).toMatchObject([{ reason: 'unreadable', body: expect.stringContaining('add milk') }]);
    },
  );
});

describe('a change of ids', () => {
  const changeOf = (system: Fields, fields: Fields = {}) => {
    const value = {
      metadata,
      messages: [message({ ...nobody, text: undefined, type: 'system', system, ...fields })],
    };
    const [{ from, becomes } = { from: undefined, becomes: undefined }] = split(value).intent;
    return { from, becomes };
  };

  it.each(['user_changed_number', 'customer_changed_number'])('is read from older payloads of %s', (type) => {
    expect(changeOf({ type, new_wa_id: '12195555358' }, { from: '16505551234' })).toEqual({
      from: { phone: '16505551234' },
      becomes: { phone: '12195555358' },
    });
  });

  it('without the former user id is about the person as they are called now', () => {
    expect(changeOf({ type: 'user_changed_user_id', user_id: 'US.8882' })).toEqual({
      from: { bsuid: 'US.8882' },
      becomes: { bsuid: 'US.8882' },
    });
  });

  it.each<[string, string, Fields, object]>([
    ['alone', '16505550002', {}, { phone: '16505550002', bsuid: 'US.N' }],
    ['beside the former user id', '16505550002', { previous_user_id: 'US.A' }, { bsuid: 'US.A' }],
    ['in another spelling', '553187654321', {}, { phone: '5531987654321', bsuid: 'US.N' }],
  ])('does not come from who had the new number before, where that is named %s', (_, from, ids, sender) => {
    const phone = from === '553187654321' ? '5531987654321' : from;
    const system = { type: 'user_changed_number', wa_id: phone, user_id: 'US.N', ...ids };

    expect(changeOf(system, { from })).toEqual({ from: sender, becomes: { phone, bsuid: 'US.N' } });
  });

  it("may name the parent's former id alone", () => {
    const system = { type: 'user_changed_user_id', user_id: 'US.2', previous_parent_user_id: 'US.ENT.1' };

    expect(changeOf(system)).toEqual({ from: { bsuid: 'US.ENT.1' }, becomes: { bsuid: 'US.2' } });
  });
});

describe('a time', () => {
  it.each<[string, unknown, number]>([
    ['in milliseconds', '1764898735123', 1_764_898_735],
    ['in milliseconds, as a number', 1_764_898_735_123, 1_764_898_735],
    ['missing', undefined, now],
    ['empty', '', now],
    ['0', '0', now],
    ['not a time', 'yesterday', now],
    ['an object', { valueOf: 1 }, now],
    ['years ahead', String(now + 100_000_000), now],
    ['beyond any calendar', '99999999999999', now],
  ])('%s costs neither message nor status', (_, timestamp, expected) => {
    const status = { id: 'wamid.S=', status: 'sent', timestamp };

    const all = split({ metadata, messages: [message({ timestamp })], statuses: [status] });

    expect(all.intent).toMatchObject([{ sentAt: expected }]);
    expect(all.statuses).toMatchObject([{ occurredAt: expected }]);
    expect(all.notices).toEqual([]);
  });

  it.each<[string, unknown, number | undefined]>([
    ['in milliseconds', 1_764_898_735_000, 1_764_898_735],
    ['0', 0, undefined],
    ['years ahead', now + 100_000_000, undefined],
  ])('of a notice may be %s', (_, time, occurredAt) => {
    expect(splitBody(account('account_update', { event: 'X' }, time)).notices).toMatchObject([
      { occurredAt },
    ]);
  });

  it('that is ahead still tells a redelivered notice from a new one', () => {
    const keyOf = (time: number, at: number) =>
      splitBody(account('account_update', { event: 'X' }, time), at).notices[0]?.noticeKey;

    expect(keyOf(now + 1e8, receivedAt)).toBe(keyOf(now + 1e8, receivedAt + 86_400_000));
    expect(keyOf(now + 1e8, receivedAt)).not.toBe(keyOf(now + 2e8, receivedAt));
  });
});

describe('news for another number of the account', () => {
  const other = { display_phone_number: '1999', phone_number_id: '999999' };

  it.each(['user_preferences', 'user_id_update', 'smb_message_echoes', 'flows'])(
    'is set aside in the field %s',
    (field) => {
      const value = { metadata: other, user_preferences: [{ value: 'stop' }] };

      expect(splitBody(account(field, value)).notices).toMatchObject([{ field, reason: 'other_number' }]);
    },
  );

  it.each([{}, { metadata }, { metadata: {} }, { metadata: { phone_number_id: Number(phoneNumberId) } }])(
    'is not meant by %j',
    (value) => {
      expect(splitBody(account('user_preferences', value)).notices).toMatchObject([{ reason: 'account' }]);
    },
  );
});

describe('words', () => {
  const wordsOf = (content: Fields) => split(messageValue(content as never)).intent[0]?.text;

  it.each<[string, Fields]>([
    ['the payload of a template button', { type: 'button', button: { payload: 'list my tasks' } }],
    ['the id of a button', { type: 'interactive', interactive: { button_reply: { id: 'list my tasks' } } }],
    ['the id of a row', { type: 'interactive', interactive: { list_reply: { id: 'list my tasks' } } }],
  ])('are %s that has no text', (_, content) => {
    expect(wordsOf(content)).toBe('list my tasks');
  });

  it('are what the person saw on the button', () => {
    expect(wordsOf({ type: 'button', button: { text: 'My tasks', payload: 'list' } })).toBe('My tasks');
  });
});
