import { pastTime, timeOrReceipt, webhookTime } from './webhook-time.ts';

const seconds = 1_764_898_735;
const receivedAt = (seconds + 60) * 1_000;

describe('a time in a webhook', () => {
  it.each([
    ['seconds', seconds],
    ['seconds in digits', String(seconds)],
    ['milliseconds', seconds * 1_000 + 123],
    ['milliseconds in digits', `${seconds}123`],
    ['microseconds', seconds * 1_000_000],
    ['seconds with a fraction', seconds + 0.5],
    ['seconds with a fraction in digits', ` ${seconds}.75 `],
    ['a date', '2025-12-05T01:38:55.123Z'],
    ['a date of another zone', '2025-12-05T03:38:55+02:00'],
  ])('is read from %s', (_, written) => {
    expect(webhookTime.parse(written)).toBe(seconds);
  });

  it.each([
    undefined,
    null,
    '',
    'soon',
    'soon 2025',
    'Dec 5 2025',
    '2025-12-05',
    0,
    '0',
    1,
    -seconds,
    '-1',
    NaN,
    Infinity,
    {},
    [seconds],
    true,
  ])('is missing in %p', (written) => {
    expect(webhookTime.parse(written)).toBeUndefined();
  });

  it('is as it was said while it is past, or ahead by no more than clocks differ', () => {
    expect(timeOrReceipt(seconds - 400 * 86_400, receivedAt)).toBe(seconds - 400 * 86_400);
    expect(timeOrReceipt(seconds + 120, receivedAt)).toBe(seconds + 120);
  });

  it.each([
    ['missing', undefined],
    ['an hour ahead', seconds + 3_600],
    ['years ahead', seconds * 2],
  ])('is when it was received where it is %s', (_, time) => {
    expect(timeOrReceipt(time, receivedAt)).toBe(seconds + 60);
    expect(pastTime(time, receivedAt)).toBeUndefined();
  });
});
