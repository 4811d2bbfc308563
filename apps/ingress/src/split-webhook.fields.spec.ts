import {
  fieldValues,
  fieldWebhook,
  messageValue,
  statusValue,
  testAccount,
  textValue,
  webhook,
  testSealer,
} from '#testing';
import { accountQueue } from '#queues';
import { webhookSchema } from '#whatsapp';

import { type SplitWebhook, splitWebhook } from './split-webhook.ts';

const sealer = testSealer();
const { phoneNumberId } = testAccount;
const split = (body: unknown, receivedAt = 1_749_416_384_123): SplitWebhook =>
  splitWebhook(webhookSchema.parse(body), { phoneNumberId, sealer }, receivedAt);
const fields = Object.keys(fieldValues) as (keyof typeof fieldValues)[];

describe('the field', () => {
  it.each(fields)('%s is kept whole, and never taken for a message', (field) => {
    const { notices, ...work } = split(fieldWebhook(field));

    expect(work).toEqual({ intent: [], media: [], statuses: [] });
    expect(notices).toEqual([
      {
        noticeKey: expect.any(String),
        field,
        reason: field === 'smb_message_echoes' ? 'echo' : 'account',
        occurredAt: 1_749_416_383,
        receivedAt: 1_749_416_384_123,
        body: JSON.stringify(fieldValues[field]),
      },
    ]);
  });

  it('that nobody has heard of is kept too', () => {
    const [entry] = fieldWebhook('flows').entry as { changes: { field: string }[] }[];
    entry!.changes[0]!.field = 'telepathy';

    const { notices } = split({ object: 'whatsapp_business_account', entry: [entry] });

    expect(notices).toMatchObject([{ field: 'telepathy', reason: 'account' }]);
  });

  it.each(['soon', -1, 1.5, 1e300, null, {}])('is kept without a time that is none (%j)', (time) => {
    const { notices } = split(fieldWebhook('flows', fieldValues.flows, time as number));

    expect(notices).toMatchObject([{ field: 'flows', occurredAt: undefined }]);
  });
});

describe('the key of a notice', () => {
  const keyOf = (body: unknown, receivedAt?: number): string => split(body, receivedAt).notices[0]!.noticeKey;
  const month = 30 * 24 * 60 * 60_000;

  it('is another one a month later for an error that carries no time: it is there again', () => {
    const error = webhook({
      ...statusValue(),
      statuses: undefined,
      errors: [{ code: 131_000, title: 'Broken' }],
    });

    expect(keyOf(error, month)).toBe(keyOf(error, month + 1));
    expect(keyOf(error, month)).not.toBe(keyOf(error, 2 * month));
  });

  it('is the same a month later for what carries a time or an id', () => {
    const elsewhere = textValue('hello');
    const otherNumber = webhook({ ...elsewhere, metadata: { phone_number_id: '1' } });

    for (const body of [fieldWebhook('flows'), otherNumber])
      expect(keyOf(body, month)).toBe(keyOf(body, 2 * month));
  });

  describe('of what people chose, delivered again after midnight,', () => {
    const midnight = 20_000 * 86_400_000;
    const told = (timestamp?: number) => {
      const choice = { category: 'marketing_messages', value: 'stop', wa_id: '16505551234', timestamp };
      const change = { user_id: { previous: 'US.1', current: 'US.2' }, timestamp };
      return [
        fieldWebhook('user_preferences', { user_preferences: [choice] }, 0),
        fieldWebhook('user_id_update', { user_id_update: [change] }, 0),
      ];
    };
    const noticeAt = (body: unknown, at: number) => split(body, at).notices[0]!;

    it('is the same where it bears a time of its own', () => {
      for (const body of told(midnight / 1_000 - 60)) {
        const { noticeKey, ...first } = noticeAt(body, midnight - 1);

        expect(noticeAt(body, midnight + 1).noticeKey).toBe(noticeKey);
        expect(first).not.toHaveProperty('earlierKeys');
      }
      const keys = [1, 2].flatMap((at) => told(midnight / 1_000 - at).map((body) => keyOf(body, midnight)));
      expect(new Set(keys).size).toBe(4);
    });

    it('is known by those of the seven days before where it bears none', () => {
      const [body] = told();
      const { noticeKey } = noticeAt(body, midnight - 1);
      const isKnown = (days: number): boolean | undefined =>
        noticeAt(body, midnight + days * 86_400_000).earlierKeys?.includes(noticeKey);

      expect([0, 1, 6, 7].map(isKnown)).toEqual([true, true, true, false]);
      expect(noticeAt(body, midnight).noticeKey).not.toBe(noticeKey);
    });

    it('has a job of its own where it may be a new choice', () => {
      const [body] = told();
      const jobAt = (at: number) => accountQueue.jobId(noticeAt(body, at));

      expect(jobAt(midnight)).toBe(jobAt(midnight));
      expect(jobAt(midnight)).not.toBe(jobAt(midnight + 1_000));
    });
  });

  it('is the same when it is delivered again', () => {
    expect(keyOf(fieldWebhook('flows'))).toBe(keyOf(fieldWebhook('flows')));
  });

  it('differs by field, time and content', () => {
    const noon = 1_749_470_400;
    const value = { event: 'APPROVED' };
    const keys = [
      keyOf(fieldWebhook('flows', value, noon)),
      keyOf(fieldWebhook('security', value, noon)),
      keyOf(fieldWebhook('flows', value, noon + 1)),
      keyOf(fieldWebhook('flows', { event: 'REJECTED' }, noon)),
    ];

    expect(new Set(keys).size).toBe(4);
  });
});

describe('what is kept of the field messages:', () => {
  const [message] = textValue('call mom').messages as [object];
  const [status] = statusValue({}).statuses as [object];
  const elsewhere = { metadata: { display_phone_number: '15550009999', phone_number_id: '999' } };

  it('each error that belongs to no message', () => {
    const errors = [{ code: 130_429, title: 'Rate limit hit' }, 'unreadable'];

    const { intent, notices } = split(webhook({ ...messageValue({ type: 'interactive' }), errors }));

    expect(intent).toHaveLength(1);
    expect(notices).toMatchObject([
      { reason: 'error', field: 'messages', body: JSON.stringify(errors[0]) },
      { reason: 'error', field: 'messages', body: '"unreadable"' },
    ]);
  });

  it('messages and statuses for another number, readable or not', () => {
    const all = split(webhook({ ...elsewhere, messages: [message, 7], statuses: [status] }));

    expect([all.intent, all.media, all.statuses]).toEqual([[], [], []]);
    expect(all.notices.map(({ reason }) => reason)).toEqual(['other_number', 'other_number', 'other_number']);
    expect(all.notices.map(({ body }) => body)).toEqual(
      [message, 7, status].map((one) => JSON.stringify(one)),
    );
  });

  it('what was written in a group', () => {
    const inGroup = { ...message, group_id: 'Y2FwaV9ncm91cDox' };

    const { intent, notices } = split(webhook({ ...textValue('x'), messages: [inGroup, message] }));

    expect(intent).toHaveLength(1);
    expect(notices).toMatchObject([{ reason: 'group', body: JSON.stringify(inGroup) }]);
  });
});
