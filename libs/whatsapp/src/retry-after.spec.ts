import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const dayMs = 24 * 3_600_000;
const usage = (...minutes: unknown[]): string =>
  JSON.stringify({
    '102290129340398': minutes.map((regain) => ({
      type: 'whatsapp_business_management',
      call_count: 100,
      estimated_time_to_regain_access: regain,
    })),
  });

describe('the wait that an answer asks for', () => {
  const wait = (headers: unknown, isCallLimit = false): number | undefined =>
    retryAfterMs(headers, isCallLimit, now);

  it.each([
    ['seconds', '120', 120_000],
    ['the date of HTTP', 'Sat, 21 Nov 2026 10:00:30 GMT', 30_000],
    ['more than a day', '999999999', dayMs],
  ])('is read from Retry-After in %s', (_, header, expected) => {
    expect(wait({ 'retry-after': header })).toBe(expected);
  });

  it.each(['', '0', '-1', '1.5', 'soon', 'NaN', 'Sat, 21 Nov 2026 09:59:00 GMT', '2027-01-01', 30, null])(
    'is none when Retry-After is %p',
    (header) => {
      expect(wait({ 'retry-after': header })).toBeUndefined();
    },
  );

  it.each([undefined, null, 'headers', {}])('is none when the headers are %p', (headers) => {
    expect(wait(headers)).toBeUndefined();
  });

  it('is the longest regain time of the usage headers, in minutes, at a limit on calls', () => {
    expect(wait({ 'x-business-use-case-usage': usage(3, 7, 0) }, true)).toBe(7 * 60_000);
    expect(wait({ 'x-app-usage': '{"call_count":100,"estimated_time_to_regain_access":2}' }, true)).toBe(
      120_000,
    );
    expect(wait({ 'x-app-usage': '{"call_count":100}', 'x-business-use-case-usage': usage(1) }, true)).toBe(
      60_000,
    );
  });

  it('is not in the usage headers at any other error: every answer has them', () => {
    expect(wait({ 'x-business-use-case-usage': usage(7) })).toBeUndefined();
  });

  it('is in Retry-After first', () => {
    expect(wait({ 'retry-after': '5', 'x-business-use-case-usage': usage(7) }, true)).toBe(5_000);
  });

  it.each(['', 'not JSON', '[]', 'null', usage(0), usage('7'), usage(-5)])(
    'is none when the usage header is %p',
    (header) => {
      expect(wait({ 'x-business-use-case-usage': header }, true)).toBeUndefined();
    },
  );
});
