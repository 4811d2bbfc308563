import type { BusinessAccount } from '../accounts/account.ts';
import { envelope, type Update } from './webhook.envelope.ts';

const account = { id: '102290129340398' } as BusinessAccount;
const at = 1_749_416_383_500;

const message = (userId: string, id: string, value: object = {}): Update => ({
  account,
  field: 'messages',
  userId,
  value: { metadata: {}, contacts: [{ user_id: userId }], messages: [{ id }], ...value },
});
const status = (userId: string, id: string): Update => ({
  account,
  field: 'messages',
  userId,
  value: { metadata: {}, contacts: [{ user_id: userId }], statuses: [{ id }] },
});
const system: Update = { ...message('US.1', 'moved'), value: { metadata: {}, messages: [{ id: 'moved' }] } };
const review: Update = { account, field: 'account_review_update', value: { decision: 'APPROVED' } };

interface Envelope {
  entry: {
    id: string;
    time?: number;
    changes: { field: string; value: Record<string, { id: string }[]> }[];
  }[];
}
const entriesOf = (...updates: Update[]) => (envelope(account, updates, at) as Envelope).entry;
const idsOf = (...updates: Update[]) =>
  entriesOf(...updates).map(({ changes }) =>
    changes.map(({ value }) => (value.messages ?? value.statuses ?? []).map(({ id }) => id)),
  );

describe('the envelope', () => {
  it('is the usual one around a single update', () => {
    const only = message('US.1', 'a');
    expect(envelope(account, [only], at)).toEqual({
      object: 'whatsapp_business_account',
      entry: [{ id: '102290129340398', changes: [{ field: 'messages', value: only.value }] }],
    });
  });

  it('tells the time, in seconds, of what is about no message', () => {
    expect(entriesOf(message('US.1', 'a'), review, review, message('US.1', 'b'))).toMatchObject([
      { time: undefined, changes: [{ field: 'messages' }] },
      {
        time: 1_749_416_383,
        changes: [{ field: 'account_review_update' }, { field: 'account_review_update' }],
      },
      { time: undefined, changes: [{ field: 'messages' }] },
    ]);
  });

  it('puts messages, or reports, that follow on each other about one person in one change', () => {
    const first = message('US.1', 'a');
    expect(idsOf(first, message('US.1', 'b'), message('US.2', 'c'), message('US.1', 'd'))).toEqual([
      [['a', 'b'], ['c'], ['d']],
    ]);
    expect(idsOf(status('US.1', 'a'), status('US.1', 'b'), message('US.1', 'c'))).toEqual([
      [['a', 'b'], ['c']],
    ]);
    expect(first.value).toMatchObject({ messages: [{ id: 'a' }] });
  });

  it('does not mix a notice that has no contacts, nor errors, with messages', () => {
    const withErrors = message('US.1', 'b', { errors: [{ code: 131_000 }] });
    expect(idsOf(message('US.1', 'a'), system, withErrors)).toEqual([[['a'], ['moved'], ['b']]]);
  });
});
