import { randomBytes } from 'node:crypto';

import { Sealer } from '#platform';
import type { Webhook } from '#whatsapp';

import { type SplitWebhook, splitWebhook } from './split-webhook.ts';

const sealer = new Sealer([{ id: 'test', key: randomBytes(32) }]);
const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

type Fields = Record<string, unknown>;
let count = 0;
const message = (more: Fields = {}): Fields => ({
  from: '16505551234',
  from_user_id: 'US.13491208655302741918',
  id: `wamid.MESSAGE${++count}=`,
  timestamp: '1749416383',
  type: 'text',
  text: { body: 'Does it come in another color?' },
  ...more,
});
const status = (more: Fields = {}): Fields => ({
  id: `wamid.STATUS${++count}=`,
  status: 'sent',
  timestamp: '1750030073',
  recipient_id: '16505551234',
  ...more,
});
const change = (value: Fields, field = 'messages'): Webhook['entry'][number]['changes'][number] => ({
  field,
  value: { messaging_product: 'whatsapp', metadata, ...value },
});
const split = (...entries: Webhook['entry'][number]['changes'][]): SplitWebhook =>
  splitWebhook(
    {
      object: 'whatsapp_business_account',
      entry: entries.map((changes) => ({ id: '102290129340398', changes })),
    },
    sealer,
  );
const wamids = (payloads: { wamid: string }[]): string[] => payloads.map(({ wamid }) => wamid);

describe('a webhook taken apart', () => {
  it('gives a message with everything the next step needs', () => {
    const contacts = [
      { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', user_id: 'US.13491208655302741918' },
    ];

    const { messages, statuses, passedOver } = split([
      change({ contacts, messages: [message({ id: 'wamid.HBgL=' })] }),
    ]);

    expect(messages).toEqual([
      {
        messageKey: sealer.lookup('wamid', 'wamid.HBgL='),
        wamid: 'wamid.HBgL=',
        from: { bsuid: 'US.13491208655302741918', phone: '16505551234', name: 'Sheena Nelson' },
        kind: 'text',
        text: 'Does it come in another color?',
        sentAt: 1_749_416_383,
      },
    ]);
    expect(statuses).toEqual([]);
    expect(passedOver).toEqual([]);
  });

  it('gives a status with our id, its code and its price', () => {
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' };
    const errors = [{ code: 131_049, title: 'not delivered' }, { code: 1 }];

    const { statuses } = split([
      change({
        statuses: [
          status({ id: 'wamid.HBgL=', biz_opaque_callback_data: 'our id', pricing }),
          status({ id: 'wamid.HBgL=', status: 'failed', errors }),
        ],
      }),
    ]);

    expect(statuses).toEqual([
      {
        messageKey: sealer.lookup('wamid', 'wamid.HBgL='),
        wamid: 'wamid.HBgL=',
        status: 'sent',
        occurredAt: 1_750_030_073,
        callbackData: 'our id',
        pricing,
      },
      expect.objectContaining({ status: 'failed', errorCode: 131_049 }),
    ]);
  });

  it('gives every message and status of every change of every entry, in their order', () => {
    const [one, two, three, four] = [message(), message(), message(), message()];
    const [five, six, seven] = [status(), status(), status({ status: 'read' })];

    const { messages, statuses } = split(
      [change({ messages: [one, two] }), change({ statuses: [five, six] })],
      [change({ messages: [three], statuses: [seven] })],
      [],
      [change({}), change({ messages: [four] })],
    );

    expect(wamids(messages)).toEqual([one, two, three, four].map(({ id }) => id));
    expect(wamids(statuses)).toEqual([five, six, seven].map(({ id }) => id));
  });

  it('gives a batch of a thousand whole', () => {
    const many = Array.from({ length: 1_000 }, () => message());

    const { messages } = split([change({ messages: many })]);

    expect(new Set(wamids(messages)).size).toBe(1_000);
  });

  it.each([null, 'nonsense', 7, [], {}, message({ id: undefined }), message({ timestamp: 'yesterday' })])(
    'passes over an unreadable message and keeps its neighbours (%j)',
    (broken) => {
      const [before, after] = [message(), message()];
      const beside = status();

      const { messages, statuses, passedOver } = split([
        change({ messages: [before, broken, after], statuses: [beside] }),
      ]);

      expect(wamids(messages)).toEqual([before.id, after.id]);
      expect(wamids(statuses)).toEqual([beside.id]);
      expect(passedOver).toEqual(['unreadable message']);
    },
  );

  it('passes over an unreadable status and keeps its neighbours', () => {
    const [before, after] = [status(), status()];

    const { statuses, passedOver } = split([
      change({ statuses: [before, status({ status: 'teleported' }), null, after] }),
    ]);

    expect(wamids(statuses)).toEqual([before.id, after.id]);
    expect(passedOver).toEqual(['unreadable status', 'unreadable status']);
  });

  it.each([null, 'nonsense', [], {}, { metadata: {} }])(
    'passes over an unreadable change and keeps its neighbours (%j)',
    (value) => {
      const [before, after] = [message(), message()];

      const { messages, passedOver } = split([
        change({ messages: [before] }),
        { field: 'messages', value },
        change({ messages: [after] }),
      ]);

      expect(wamids(messages)).toEqual([before.id, after.id]);
      expect(passedOver).toEqual(['unreadable messages value']);
    },
  );

  it('makes no work of fields that nobody asked for, and says which they were', () => {
    const { messages, statuses, passedOver } = split([
      change({ event: 'APPROVED', messages: [message()] }, 'message_template_status_update'),
      change({ messages: [message()] }),
    ]);

    expect(messages).toHaveLength(1);
    expect(statuses).toEqual([]);
    expect(passedOver).toEqual(['field message_template_status_update']);
  });

  it('says nothing of the content of what it passed over', () => {
    const secret = { from: '16505551234', text: { body: 'call my lawyer' } };

    const { passedOver } = split([change({ messages: [secret], statuses: [secret] })]);

    expect(passedOver.join()).not.toMatch(/lawyer|16505551234/);
    expect(passedOver).toHaveLength(2);
  });

  it('keeps a message of an unknown kind, so that it gets an answer', () => {
    const { messages } = split([change({ messages: [message({ type: 'hologram', text: undefined })] })]);

    expect(messages).toMatchObject([{ kind: 'hologram', text: undefined }]);
  });
});

describe('the sender of a message', () => {
  const person = { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', user_id: 'US.1' };
  const other = { profile: { name: 'Somebody Else' }, wa_id: '16505559999', user_id: 'US.2' };
  const senderOf = (contacts: unknown, fields: Fields) =>
    split([change({ contacts, messages: [message(fields)] })]).messages[0]?.from;

  it('has the name that stands beside the messages under the user id', () => {
    expect(senderOf([other, { ...person, wa_id: undefined }], { from_user_id: 'US.1' })?.name).toBe(
      'Sheena Nelson',
    );
  });

  it('has the name that stands beside the messages under the phone number', () => {
    const fields = { from: '16505551234', from_user_id: undefined };

    expect(senderOf([other, { ...person, user_id: undefined }], fields)?.name).toBe('Sheena Nelson');
  });

  it.each([
    ['nobody is named', undefined],
    ['only others are named', [other]],
    ['the name is unreadable', [{ ...person, profile: 'Sheena Nelson' }]],
    ['the list is unreadable', 'Sheena Nelson'],
    ['the named one has no ids', [{ profile: { name: 'Somebody Else' } }]],
  ])('stays without a name when %s', (_, contacts) => {
    const sender = senderOf(contacts, { from: '16505551234', from_user_id: 'US.1' });

    expect(sender).toEqual({ phone: '16505551234', bsuid: 'US.1', name: undefined });
  });

  it('does not take the name of somebody else when a person has no user id and no phone number', () => {
    const nameless = { profile: { name: 'Somebody Else' } };

    expect(senderOf([nameless], { from: undefined, from_user_id: 'US.1' })?.name).toBeUndefined();
  });

  it('is known by the user id alone when they adopted a username', () => {
    const contacts = [{ profile: { name: 'Sheena Nelson', username: '@realsheenanelson' }, user_id: 'US.1' }];

    expect(senderOf(contacts, { from: undefined, from_user_id: 'US.1' })).toEqual({
      bsuid: 'US.1',
      phone: undefined,
      name: 'Sheena Nelson',
    });
  });

  it('is told for each message of a batch by itself', () => {
    const { messages } = split([
      change({
        contacts: [person, other],
        messages: [
          message({ from: '16505559999', from_user_id: 'US.2' }),
          message({ from: '16505551234', from_user_id: 'US.1' }),
        ],
      }),
    ]);

    expect(messages.map(({ from }) => from.name)).toEqual(['Somebody Else', 'Sheena Nelson']);
  });
});
