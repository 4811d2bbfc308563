import { type AccountTrouble, accountTroubles, unreadableNotice } from './account-troubles.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const later = (hours: number): Date => new Date(noon.getTime() + hours * 3_600_000);

interface Said {
  value: unknown;
  field?: string;
  hours?: number;
}
const openAt = (hours: number, ...said: Said[]): string[] =>
  troublesAt(hours, ...said).map(({ event }) => event);
const troublesAt = (hours: number, ...said: Said[]): AccountTrouble[] =>
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
  );

const ban = (state: string): unknown => ({
  event: 'DISABLED_UPDATE',
  ban_info: { waba_ban_state: state, waba_ban_date: 'April 17, 2025' },
});
const restriction = (expiration?: number): unknown =>
  restrictions(['RESTRICTED_BIZ_INITIATED_MESSAGING', expiration]);
const restrictions = (...all: [type: string, expiration?: number][]): unknown => ({
  event: 'ACCOUNT_RESTRICTION',
  restriction_info: all.map(([type, expiration]) => ({ restriction_type: type, expiration })),
});
const alert = (status: string, severity = 'CRITICAL', entity?: [type: string, id: string]): unknown => ({
  entity_type: entity?.[0],
  entity_id: entity?.[1],
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

  it('that is an alert is over only for the entity of which that is said', () => {
    const told = (status: string, type: string, id: string, hours: number): Said => ({
      field: 'account_alerts',
      value: alert(status, 'CRITICAL', [type, id]),
      hours,
    });
    const both = [
      told('ACTIVE', 'WABA', '506914307656634', 0),
      told('ACTIVE', 'PHONE_NUMBER', '106540352242922', 1),
    ];

    const one = troublesAt(50, ...both, told('NONE', 'PHONE_NUMBER', '106540352242922', 2));
    expect(one).toMatchObject([{ event: 'LOW_BALANCE', noticeIds: ['notice 0'] }]);
    expect(JSON.stringify(one)).not.toContain('506914307656634');
    expect(troublesAt(50, ...both)).toMatchObject([{ noticeIds: ['notice 0', 'notice 1'], since: noon }]);
    expect(
      openAt(
        50,
        ...both,
        told('NONE', 'PHONE_NUMBER', '106540352242922', 2),
        told('NONE', 'WABA', '506914307656634', 3),
      ),
    ).toEqual([]);
  });

  it('of several restrictions is one, names those that last, and lasts as long as any', () => {
    const until = (hours: number): number => later(hours).getTime() / 1_000;
    const first = { value: restrictions(['ADD_PHONE_NUMBER', until(2)], ['BIZ_INITIATED', until(5)]) };

    const common = { event: 'ACCOUNT_RESTRICTION', noticeId: 'notice 0', since: noon, until: later(5) };
    expect(troublesAt(1, first)).toMatchObject([{ ...common, about: 'ADD_PHONE_NUMBER BIZ_INITIATED' }]);
    expect(troublesAt(3, first)).toMatchObject([{ ...common, about: 'BIZ_INITIATED' }]);
    const second = { value: restrictions(['CUSTOMER_INITIATED']), hours: 2 };
    const [trouble, ...others] = troublesAt(3, first, second);
    expect([trouble?.about, trouble?.noticeIds, trouble?.until, others]).toEqual([
      'BIZ_INITIATED CUSTOMER_INITIATED',
      ['notice 0', 'notice 1'],
      undefined,
      [],
    ]);
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

    expect(
      accountTroubles(
        [
          { ...notice, id: 'b', receivedAt: later(2) },
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

  it('is also what cannot be read', () => {
    const unreadable = { field: 'account_update', reason: 'account' };

    expect(
      accountTroubles(
        [
          { ...unreadable, id: 'a', receivedAt: later(1) },
          { ...unreadable, id: 'b', receivedAt: later(2) },
        ],
        later(4),
      ),
    ).toMatchObject([{ noticeIds: ['a', 'b'], event: unreadableNotice, since: later(1) }]);
  });
});
