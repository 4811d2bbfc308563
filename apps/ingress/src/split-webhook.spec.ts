import { messageValue, sheena, statusValue, testAccount, textValue, webhook, testSealer } from '#testing';
import { webhookSchema } from '#whatsapp';

import { type SplitWebhook, splitWebhook } from './split-webhook.ts';

type Fields = Record<string, unknown>;

const sealer = testSealer();
const { phoneNumberId } = testAccount;
const receivedAt = Date.now();
const splitBody = (body: unknown): SplitWebhook =>
  splitWebhook(webhookSchema.parse(body), { phoneNumberId, sealer }, receivedAt);
const split = (...values: Fields[]): SplitWebhook => splitBody(webhook(...values));
const splitEntries = (...entry: unknown[]): SplitWebhook =>
  splitBody({ object: 'whatsapp_business_account', entry });

const { metadata } = textValue('');
const message = (text = 'call mom', fields: Fields = {}): Fields => ({
  ...(textValue(text).messages as [Fields])[0],
  ...fields,
});
const status = (fields: Fields = {}): Fields => (statusValue(fields).statuses as [Fields])[0];
const idsOf = (payloads: { wamid: string }[]): string[] => payloads.map(({ wamid }) => wamid);
const notice = (reason: string, element: unknown, field = 'messages'): object => ({
  reason,
  field,
  occurredAt: undefined,
  receivedAt,
  noticeKey: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
  body: JSON.stringify(element),
});
const unreadableMessages = [
  null,
  'nonsense',
  7,
  [],
  {},
  message('x', { id: undefined }),
  message('x', { id: 7 }),
  message('x', { from: undefined, from_user_id: undefined }),
  message('x', { from: '', from_user_id: '' }),
];

describe('a webhook taken apart', () => {
  it('gives a text with everything the next step needs', () => {
    const value = messageValue({ type: 'text', text: { body: 'call mom' } }, sheena, 'wamid.HBgL=');
    Object.assign((value.messages as Fields[])[0]!, { timestamp: '1749416383' });

    expect(split(value)).toEqual({
      intent: [
        {
          messageKey: sealer.blindIndex('wamid', 'wamid.HBgL='),
          wamid: 'wamid.HBgL=',
          from: { bsuid: 'US.13491208655302741918', phone: '16505551234', name: 'Sheena Nelson' },
          kind: 'text',
          text: 'call mom',
          sentAt: 1_749_416_383,
          receivedAt,
          position: 0,
        },
      ],
      media: [],
      statuses: [],
      notices: [],
    });
  });

  it('gives a status with our id, its code and its price', () => {
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' };
    const errors = [{ code: 131_049, title: 'This message was not delivered' }, { code: 1 }];

    const { statuses, intent, notices } = split(
      statusValue(
        { id: 'wamid.HBgL=', biz_opaque_callback_data: 'our id', pricing },
        {
          id: 'wamid.HBgL=',
          status: 'failed',
          errors,
          recipient_id: undefined,
          recipient_user_id: undefined,
        },
      ),
    );

    expect(statuses).toEqual([
      {
        messageKey: sealer.blindIndex('wamid', 'wamid.HBgL='),
        wamid: 'wamid.HBgL=',
        status: 'sent',
        occurredAt: 1_750_030_073,
        callbackData: 'our id',
        pricing,
      },
      expect.objectContaining({
        status: 'failed',
        errorCode: 131_049,
        errorTitle: 'This message was not delivered',
      }),
    ]);
    expect([intent, notices]).toEqual([[], []]);
  });

  it.each([
    [131_026, undefined],
    [999_999, { type: 'OAuthException', details: 'Not for ***' }],
  ])('passes on what Meta says about a failure only when nobody knows its code: %i', (code, expected) => {
    const error_data = { details: 'Not for 16505551234' };
    const errors = [{ code, title: 'Failed', type: 'OAuthException', message: 'Failed', error_data }];

    const { statuses } = split(statusValue({ status: 'failed', errors }));

    expect(statuses).toEqual([expect.objectContaining({ errorCode: code, errorTitle: 'Failed' })]);
    expect(statuses[0]?.unlistedError).toEqual(expected);
  });

  it('gives a thousand updates over several entries and changes, each in its place', () => {
    const messages = Array.from({ length: 600 }, (_, at) => message(`message ${at}`));
    const statuses = Array.from({ length: 400 }, () => status());
    const change = (at: number): Fields => ({
      field: 'messages',
      value: {
        metadata,
        messages: messages.slice(at * 60, (at + 1) * 60),
        statuses: statuses.slice(at * 40, (at + 1) * 40),
      },
    });
    const entries = [0, 2, 4, 6, 8].map((at) => ({ id: '1', changes: [change(at), change(at + 1)] }));

    const all = splitEntries(...entries, { id: '1', changes: [] });

    expect(idsOf(all.intent)).toEqual(messages.map(({ id }) => id));
    expect(idsOf(all.statuses)).toEqual(statuses.map(({ id }) => id));
    expect(all.intent.map(({ position }) => position)).toEqual(messages.map((_, at) => at));
    expect(all.notices).toEqual([]);
  });
});

describe('what is unreadable is kept and costs no neighbour:', () => {
  it.each(unreadableMessages)('the message %j', (broken) => {
    const [before, after, beside] = [message(), message(), status()];

    const all = split({ metadata, messages: [before, broken, after], statuses: [beside] });

    expect(idsOf(all.intent)).toEqual([before.id, after.id]);
    expect(idsOf(all.statuses)).toEqual([beside.id]);
    expect(all.notices).toEqual([notice('unreadable', broken)]);
  });

  it.each([
    null,
    7,
    {},
    status({ status: 'warning' }),
    status({ status: 'deleted' }),
    status({ status: undefined }),
    status({ id: '' }),
  ])('the status %j', (broken) => {
    const [before, after, beside] = [status(), status(), message()];

    const all = split({ metadata, statuses: [before, broken, after], messages: [beside] });

    expect(idsOf(all.statuses)).toEqual([before.id, after.id]);
    expect(idsOf(all.intent)).toEqual([beside.id]);
    expect(all.notices).toEqual([notice('unreadable', broken)]);
  });

  it.each([null, 'nonsense', [], {}, { metadata: {} }, { metadata }, { metadata, messages: [] }])(
    'the value %j',
    (value) => {
      const [before, after] = [message(), message()];

      const all = split({ metadata, messages: [before] }, value as Fields, { metadata, messages: [after] });

      expect(idsOf(all.intent)).toEqual([before.id, after.id]);
      expect(all.notices).toEqual([notice('unreadable', value)]);
    },
  );

  it.each([
    null,
    7,
    [],
    {},
    { value: {} },
    { field: 'calls' },
    { field: '', value: {} },
    { field: 'two words', value: {} },
  ])('the change %j', (change) => {
    const good = { field: 'messages', value: textValue('call mom') };

    const all = splitEntries({ id: '1', changes: [good, change, { ...good }] });

    expect(all.intent).toHaveLength(2);
    expect(all.notices).toEqual([notice('unreadable', change, 'webhook')]);
  });

  it.each([null, 'nonsense', [], {}, { id: '1' }, { id: '1', changes: {} }])('the entry %j', (entry) => {
    const good = { id: '1', changes: [{ field: 'messages', value: textValue('call mom') }] };

    const all = splitEntries(good, entry, good);

    expect(all.intent).toHaveLength(2);
    expect(all.notices).toEqual([notice('unreadable', entry, 'webhook')]);
  });

  it('what should be a list and is none', () => {
    const all = split({ metadata, messages: 'nonsense', statuses: [status()], errors: { code: 130_429 } });

    expect(all.statuses).toHaveLength(1);
    expect(all.notices).toEqual([notice('error', { code: 130_429 }), notice('unreadable', 'nonsense')]);
  });
});

describe('hostile JSON', () => {
  it('nested deeper than text can be made of gives way to a note', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
    const pricing = { category: 'service', deep };

    const all = split({
      metadata,
      messages: [deep, message('x', { deep })],
      statuses: [status({ pricing })],
    });

    expect(all.notices.map(({ body }) => body)).toEqual(['"nested too deeply to be kept"']);
    expect(all.intent).toMatchObject([{ text: 'x', raw: '"nested too deeply to be kept"' }]);
    expect(all.statuses).toMatchObject([{ pricing: { category: 'service' } }]);
  });

  it('with keys and characters that often break things goes through as it is', () => {
    const text = 'NUL \u0000, half an emoji \ud83d';
    const raw = `{"__proto__":{"type":"image"},"constructor":1,"toString":2,"big":1e400,${JSON.stringify(message(text)).slice(1)}`;

    const all = split({ metadata, messages: [JSON.parse(raw)] });

    expect(all.intent).toMatchObject([{ kind: 'text', text }]);
    expect(all.intent[0]!.raw).toContain('"__proto__":{"type":"image"}');
  });

  it('leaves nothing in a price or a title that a database could not store', () => {
    const pricing = { category: 'a\u0000b', 'k\u0000': 1, type: 'regular', nested: {}, list: [] };
    const errors = [{ code: 131_049, title: 'half \ud83d' }];

    expect(split(statusValue({ pricing, errors })).statuses).toMatchObject([
      { pricing: { type: 'regular' }, errorCode: 131_049, errorTitle: undefined },
    ]);
  });
});

describe('the sender of a message', () => {
  const person = { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', user_id: 'US.1' };
  const other = { profile: { name: 'Somebody Else' }, wa_id: '16505559999', user_id: 'US.2' };
  const senderOf = (contacts: unknown, fields: Fields) =>
    split({ metadata, contacts, messages: [message('x', fields)] }).intent[0]?.from;

  it('has the name that stands beside the messages under the user id', () => {
    const contacts = [other, { ...person, wa_id: undefined }];

    expect(senderOf(contacts, { from_user_id: 'US.1' })?.name).toBe('Sheena Nelson');
  });

  it('has the name that stands beside the messages under the phone number', () => {
    const contacts = [other, { ...person, user_id: undefined }];

    expect(senderOf(contacts, { from_user_id: 'US.1' })?.name).toBe('Sheena Nelson');
    expect(senderOf(contacts, { from_user_id: undefined })?.name).toBe('Sheena Nelson');
  });

  it.each([
    ['nobody is named', undefined],
    ['only others are named', [other, { ...other, wa_id: '16505550000', user_id: 'US.3' }]],
    ['the name is unreadable', [{ ...person, profile: 'Sheena Nelson' }]],
    ['the name is empty', [{ ...person, profile: { name: '' } }]],
    ['the list is unreadable', 'Sheena Nelson'],
  ])('stays without a name when %s', (_, contacts) => {
    expect(senderOf(contacts, { from_user_id: 'US.1' })).toEqual({ phone: '16505551234', bsuid: 'US.1' });
  });

  it.each([undefined, ''])('is known by the user id alone when they adopted a username (%p)', (from) => {
    const contacts = [{ profile: { name: 'Sheena Nelson', username: '@realsheenanelson' }, user_id: 'US.1' }];

    expect(senderOf(contacts, { from, from_user_id: 'US.1' })).toEqual({
      bsuid: 'US.1',
      name: 'Sheena Nelson',
    });
  });

  it('is told for each message of a batch by itself', () => {
    const messages = [
      message('x', { from: '16505559999', from_user_id: 'US.2' }),
      message('x', { from: '16505551234', from_user_id: 'US.1' }),
    ];

    const { intent } = split({ metadata, contacts: [person, other], messages });

    expect(intent.map(({ from }) => from.name)).toEqual(['Somebody Else', 'Sheena Nelson']);
  });
});
