import { judgeFields, judgeNumber } from './number.checks.ts';

const all = [
  'messages',
  'account_update',
  'account_alerts',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'user_preferences',
];

describe('the webhook fields of the app', () => {
  it('are all right when nothing is missing, whatever else is there', () => {
    expect(judgeFields([...all, 'flows'])).toEqual([]);
  });

  it('fail without messages', () => {
    expect(judgeFields(all.slice(1))).toMatchObject([{ verdict: 'failing' }]);
  });

  it('are named when others are missing', () => {
    expect(judgeFields(all.slice(0, -1))).toMatchObject([
      { verdict: 'warning', says: expect.stringMatching(/fields user_preferences$/) },
    ]);
  });
});

describe('a number', () => {
  it.each([
    [{ status: 'CONNECTED', quality: 'GREEN' }, ['ok']],
    [{}, ['ok']],
    [{ status: 'MIGRATED' }, ['failing']],
    [{ status: 'FLAGGED', quality: 'YELLOW' }, ['warning', 'warning']],
    [{ codeVerification: 'NOT_VERIFIED', nameStatus: 'DECLINED' }, ['warning', 'warning']],
    [{ canSend: 'BLOCKED' }, ['failing']],
  ])('that is %j', (number, verdicts) => {
    expect(judgeNumber({ obstacles: [], ...number }).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});
