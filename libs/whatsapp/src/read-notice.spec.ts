import type { AccountNotice } from './account-notice.ts';
import { readNotice } from './read-notice.ts';

const read = (field: string, value: unknown, reason = 'account'): AccountNotice | undefined =>
  readNotice({ field, reason, body: JSON.stringify(value) });

const template = {
  message_template_id: 1_689_556_908_129_832,
  message_template_name: 'order_confirmation',
  message_template_language: 'en-US',
};
const key = { name: 'order_confirmation', language: 'en_US' };

describe('a notice about a template', () => {
  it('tells its status, with the language as in requests and the id as text', () => {
    expect(
      read('message_template_status_update', {
        event: 'APPROVED',
        ...template,
        reason: 'NONE',
        message_template_category: 'UTILITY',
      }),
    ).toEqual({
      event: 'APPROVED',
      about: 'order_confirmation en_US',
      needsPerson: false,
      template: { ...key, whatsappId: '1689556908129832', status: 'APPROVED', category: 'UTILITY' },
    });
  });

  it.each(['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'LOCKED', 'LIMIT_EXCEEDED'])(
    'needs a person when it is %s',
    (event) => {
      expect(read('message_template_status_update', { event, ...template })).toMatchObject({
        needsPerson: true,
        template: { status: event },
      });
    },
  );

  it.each(['REINSTATED', 'UNARCHIVED'])('takes %s for approved', (event) => {
    expect(read('message_template_status_update', { event, ...template })).toMatchObject({
      event,
      template: { status: 'APPROVED' },
    });
  });

  it('is read when its id has another shape', () => {
    const value = { event: 'PAUSED', ...template, message_template_id: { id: 1 } };

    expect(read('message_template_status_update', value)?.template).toMatchObject({ status: 'PAUSED' });
  });

  it('tells its quality', () => {
    expect(
      read('message_template_quality_update', {
        previous_quality_score: 'GREEN',
        new_quality_score: 'YELLOW',
        ...template,
      }),
    ).toEqual({
      event: 'YELLOW',
      about: 'order_confirmation en_US',
      needsPerson: false,
      template: { ...key, quality: 'YELLOW' },
    });
  });

  it('announces a category, the present one staying', () => {
    expect(
      read('template_category_update', {
        ...template,
        new_category: 'UTILITY',
        correct_category: 'MARKETING',
      }),
    ).toEqual({
      event: 'MARKETING',
      about: 'order_confirmation en_US announced',
      needsPerson: false,
      template: { ...key, category: 'UTILITY', nextCategory: 'MARKETING' },
    });
  });

  it('says when the category has changed', () => {
    expect(
      read('template_category_update', {
        ...template,
        previous_category: 'UTILITY',
        new_category: 'MARKETING',
      }),
    ).toMatchObject({ event: 'MARKETING', template: { category: 'MARKETING', nextCategory: null } });
  });
});

describe('a notice about the account', () => {
  it.each<[string, unknown, Partial<AccountNotice>]>([
    [
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_641_330_498 },
        ],
      },
      {
        event: 'ACCOUNT_RESTRICTION',
        about: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
        needsPerson: true,
        troubles: [
          {
            name: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
            about: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
            until: 1_641_330_498,
          },
        ],
      },
    ],
    [
      'account_update',
      {
        event: 'DISABLED_UPDATE',
        ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'April 17, 2025' },
      },
      {
        event: 'DISABLED_UPDATE',
        about: 'SCHEDULE_FOR_DISABLE',
        needsPerson: true,
        troubles: [{ name: 'DISABLED_UPDATE' }],
      },
    ],
    [
      'account_update',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
      { event: 'DISABLED_UPDATE', about: 'REINSTATE', needsPerson: false, ends: ['DISABLED_UPDATE'] },
    ],
    [
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
      {
        event: 'ACCOUNT_VIOLATION',
        about: 'SCAM',
        needsPerson: true,
        troubles: [{ name: 'ACCOUNT_VIOLATION', isToldOnce: true }],
      },
    ],
    [
      'account_update',
      { event: 'PARTNER_ADDED' },
      { event: 'PARTNER_ADDED', needsPerson: false, ends: ['PARTNER_REMOVED'] },
    ],
    [
      'account_alerts',
      {
        entity_type: 'BUSINESS',
        entity_id: '506914307656634',
        alert_info: {
          alert_severity: 'WARNING',
          alert_status: 'ACTIVE',
          alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
          alert_description: '...',
        },
      },
      {
        event: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
        about: 'WARNING ACTIVE',
        needsPerson: true,
        troubles: [{ name: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED BUSINESS 506914307656634' }],
      },
    ],
    [
      'account_alerts',
      { alert_info: { alert_severity: 'INFORMATIONAL', alert_type: 'OBA_APPROVED' } },
      { event: 'OBA_APPROVED', about: 'INFORMATIONAL', needsPerson: false, ends: ['OBA_APPROVED'] },
    ],
    [
      'phone_number_quality_update',
      {
        display_phone_number: '15550783881',
        event: 'THROUGHPUT_UPGRADE',
        old_limit: 'TIER_2K',
        max_daily_conversations_per_business: 'TIER_10K',
      },
      { event: 'THROUGHPUT_UPGRADE', about: 'TIER_2K → TIER_10K', needsPerson: false },
    ],
    [
      'phone_number_quality_update',
      { event: 'ONBOARDING', current_limit: 'TIER_250' },
      { event: 'ONBOARDING', about: 'TIER_250', needsPerson: false },
    ],
    [
      'business_capability_update',
      { max_daily_conversations_per_business: 2_000, max_phone_numbers_per_waba: 25 },
      { event: '2000', about: '25 phone numbers', needsPerson: false },
    ],
    [
      'business_capability_update',
      { max_daily_conversations_per_business: 'TIER_2K' },
      { event: 'TIER_2K', about: undefined, needsPerson: false },
    ],
    [
      'account_review_update',
      { decision: 'APPROVED' },
      { event: 'APPROVED', needsPerson: false, ends: ['REJECTED'] },
    ],
    [
      'phone_number_name_update',
      { decision: 'REJECTED', requested_verified_name: 'Lucky Shrub', rejection_reason: 'x' },
      { event: 'REJECTED', needsPerson: true },
    ],
    [
      'security',
      { display_phone_number: '15550783881', event: 'PIN_RESET_REQUEST', requester: '61555822107539' },
      {
        event: 'PIN_RESET_REQUEST',
        needsPerson: true,
        troubles: [{ name: 'PIN_RESET_REQUEST', isToldOnce: true }],
      },
    ],
    ['flows', { event: 'FLOW_STATUS_CHANGE' }, { event: 'FLOW_STATUS_CHANGE', needsPerson: false }],
  ])('of the field %s is read', (field, value, notice) => {
    expect(read(field, value)).toEqual(notice);
  });

  it('that is an error needs a person when somebody has to repair something', () => {
    const error = (code: number) => read('messages', { code, title: 'Something about it' }, 'error');

    expect(error(131_042)).toEqual({ event: '131042', needsPerson: true });
    expect(error(130_429)).toEqual({ event: '130429', needsPerson: false });
  });
});

describe('a choice about marketing', () => {
  const choice = {
    wa_id: '16505551234',
    user_id: 'US.13491208655302741918',
    detail: 'User requested to stop marketing messages',
    category: 'marketing_messages',
    value: 'stop',
    timestamp: 1_731_705_721,
  };

  const who = { phone: '16505551234', bsuid: 'US.13491208655302741918' };

  it('names who chose what and when', () => {
    expect(read('user_preferences', { user_preferences: [choice, { ...choice, value: 'resume' }] })).toEqual({
      event: 'stop+resume',
      needsPerson: false,
      choices: [
        { who, stops: true, chosenAt: 1_731_705_721 },
        { who, stops: false, chosenAt: 1_731_705_721 },
      ],
    });
  });

  it('that cannot be read does not cost its neighbours', () => {
    const broken = [
      null,
      { ...choice, value: 'signup', signup_id: '1' },
      { ...choice, wa_id: undefined, user_id: undefined },
      { ...choice, category: 'something_new' },
    ];

    const notice = read('user_preferences', { user_preferences: [...broken, choice] });

    expect(notice?.choices).toHaveLength(1);
  });

  it.each([
    ['a user id in the field of the phone number', { wa_id: 'US.1', user_id: undefined }, { bsuid: 'US.1' }],
    [
      'the id of the parent',
      { wa_id: undefined, user_id: undefined, parent_user_id: 'US.ENT.1' },
      { bsuid: 'US.ENT.1' },
    ],
  ])('names by %s', (_, ids, person) => {
    const notice = read('user_preferences', { user_preferences: [{ ...choice, ...ids }] });

    expect(notice?.choices).toMatchObject([{ who: person }]);
  });

  it('may come without a time', () => {
    const notice = read('user_preferences', { user_preferences: [{ ...choice, timestamp: 0 }] });

    expect(notice?.choices).toMatchObject([{ who, chosenAt: undefined }]);
  });
});

describe('a change of user ids', () => {
  it('names both, those of the parent where there are no others', () => {
    const update = {
      wa_id: '16505551234',
      user_id: { previous: 'US.1', current: 'US.2' },
      parent_user_id: { previous: 'US.ENT.1', current: 'US.ENT.2' },
    };
    const ofParent = { wa_id: '16505551234', parent_user_id: { previous: 'US.ENT.3', current: 'US.ENT.4' } };
    const changes = [null, {}, { user_id: { current: 'US.2' } }, update, ofParent];

    expect(read('user_id_update', { user_id_update: changes })).toEqual({
      event: 'changed',
      needsPerson: false,
      userIdChanges: [
        { previous: { bsuid: 'US.1' }, current: { bsuid: 'US.2' } },
        { previous: { bsuid: 'US.ENT.3' }, current: { bsuid: 'US.ENT.4' } },
      ],
    });
  });

  it.each([
    ['1731705721', 1_731_705_721],
    [1_731_705_721_000, 1_731_705_721],
    ['NOW', undefined],
    [undefined, undefined],
  ])('bears its own time, %p', (timestamp, changedAt) => {
    const update = { user_id: { previous: 'US.1', current: 'US.2' }, timestamp };

    expect(read('user_id_update', { user_id_update: [update] })?.userIdChanges).toMatchObject([
      { changedAt },
    ]);
  });

  it('names nobody by the phone number, which may be the former one or the new one', () => {
    const update = { wa_id: '16505551234', user_id: { current: 'US.2' } };

    expect(read('user_id_update', { user_id_update: [update] })).toMatchObject({
      event: 'other',
      userIdChanges: [],
    });
  });
});

describe('a notice that we can not read', () => {
  it.each([
    ['message_template_status_update', { event: 'PAUSED' }],
    ['message_template_status_update', { event: 'words of somebody', ...template }],
    ['user_preferences', {}],
    ['constructor', null],
    ['calls', { calls: [] }],
  ])('(%s, %j) says nothing', (field, value) => {
    expect(read(field, value)).toBeUndefined();
  });

  it('says nothing when it is no JSON, an echo or for another number', () => {
    const notice = { field: 'account_update', body: '{"event":"ACCOUNT_DELETED"}' };

    expect(readNotice({ ...notice, reason: 'account', body: '{' })).toBeUndefined();
    expect(readNotice({ ...notice, reason: 'echo' })).toBeUndefined();
    expect(readNotice({ ...notice, reason: 'other_number' })).toBeUndefined();
  });
});
