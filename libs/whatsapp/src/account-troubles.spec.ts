import { accountTroubles } from './account-troubles.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000);

interface Said {
  value: unknown;
  field?: string;
  hours?: number;
}
const openAt = (hours: number, ...said: Said[]): string[] =>
  accountTroubles(
    said.map(({ value, field = 'account_update', hours: at = 0 }, index) => ({
      id: `notice ${index}`,
      field,
      reason: 'account',
      body: JSON.stringify(value),
      occurredAt: later(at),
      receivedAt: later(at),
    })),
    later(hours),
  ).map(({ event }) => event);

const ban = (state: string): unknown => ({
  event: 'DISABLED_UPDATE',
  ban_info: { waba_ban_state: state, waba_ban_date: 'April 17, 2025' },
});
const restriction = (expiration?: number): unknown => ({
  event: 'ACCOUNT_RESTRICTION',
  restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration }],
});
const alert = (status: string, severity = 'CRITICAL'): unknown => ({
  alert_info: { alert_severity: severity, alert_status: status, alert_type: 'LOW_BALANCE' },
});

describe('a trouble of the account', () => {
  it('lasts as long as WhatsApp does not take it back', () => {
    expect(openAt(2_000, { value: ban('DISABLE') })).toEqual(['DISABLED_UPDATE']);
    expect(openAt(1, { value: ban('DISABLE') }, { value: ban('REINSTATE'), hours: 1 })).toEqual([]);
    expect(openAt(1, { value: ban('REINSTATE') }, { value: ban('DISABLE'), hours: 1 })).toEqual([
      'DISABLED_UPDATE',
    ]);
  });

  it('is over also when the word of that comes before the word of the trouble', () => {
    expect(openAt(3, { value: ban('REINSTATE'), hours: 2 }, { value: ban('DISABLE'), hours: 1 })).toEqual([]);
  });

  it('ends at the time that WhatsApp gave', () => {
    const until = later(5).getTime() / 1_000;

    expect(openAt(4, { value: restriction(until) })).toEqual(['ACCOUNT_RESTRICTION']);
    expect(openAt(5, { value: restriction(until) })).toEqual([]);
    expect(openAt(2_000, { value: restriction() })).toEqual(['ACCOUNT_RESTRICTION']);
  });

  it.each([
    ['ACCOUNT_DELETED', 'ACCOUNT_RECONNECTED'],
    ['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED'],
    ['PARTNER_REMOVED', 'PARTNER_ADDED'],
  ])('of being %s ends by %s', (event, ending) => {
    const removed = { value: { event } };

    expect(openAt(2, removed, { value: { event: 'MM_LITE_TERMS_SIGNED' }, hours: 1 })).toEqual([event]);
    expect(openAt(2, removed, { value: { event: ending }, hours: 1 })).toEqual([]);
  });

  it('that is an alert lasts until it is not active any more', () => {
    const told = { field: 'account_alerts', value: alert('ACTIVE') };

    expect(openAt(50, told)).toEqual(['LOW_BALANCE']);
    expect(openAt(50, told, { ...told, value: alert('NONE'), hours: 1 })).toEqual([]);
    expect(openAt(50, { ...told, value: alert('ACTIVE', 'INFORMATIONAL') })).toEqual([]);
  });

  it('that is a review ends with the next one', () => {
    const told = { field: 'account_review_update', value: { decision: 'REJECTED' } };

    expect(openAt(50, told)).toEqual(['REJECTED']);
    expect(openAt(50, told, { ...told, value: { decision: 'APPROVED' }, hours: 1 })).toEqual([]);
  });

  it('that is an event is told for a day', () => {
    const told = { field: 'security', value: { event: 'PIN_RESET_REQUEST' } };

    expect(openAt(23, told)).toEqual(['PIN_RESET_REQUEST']);
    expect(openAt(24, told)).toEqual([]);
  });

  it('knows all notices that told of it, and since when it lasts', () => {
    const notice = { field: 'account_update', reason: 'account', body: JSON.stringify(ban('DISABLE')) };
    const unreadable = { id: 'c', field: 'account_update', reason: 'account', receivedAt: later(3) };

    expect(
      accountTroubles(
        [
          { ...notice, id: 'b', receivedAt: later(2) },
          unreadable,
          { ...notice, id: 'a', receivedAt: later(1) },
        ],
        later(4),
      ),
    ).toEqual([
      {
        noticeId: 'b',
        noticeIds: ['a', 'b'],
        field: 'account_update',
        event: 'DISABLED_UPDATE',
        about: 'DISABLE',
        since: later(1),
      },
    ]);
  });
});
