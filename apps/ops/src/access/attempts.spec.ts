import { Attempts } from './attempts.ts';

describe('failed logins', () => {
  let now: number;
  let attempts: Attempts;

  beforeEach(() => {
    now = 0;
    attempts = new Attempts(() => now);
  });

  const fail = (address: string, times: number): void => {
    for (let at = 0; at < times; at++) attempts.failed(address);
  };

  it('make an address wait after ten, for a quarter of an hour', () => {
    fail('one', 9);
    expect(attempts.waitSeconds('one')).toBe(0);

    fail('one', 1);

    expect(attempts.waitSeconds('one')).toBe(900);
    expect(attempts.waitSeconds('other')).toBe(0);
    now = 900_000;
    expect(attempts.waitSeconds('one')).toBe(0);
  });

  it('make everybody wait after a hundred, wherever they came from', () => {
    for (let at = 0; at < 100; at++) attempts.failed(`address ${at}`);

    expect(attempts.waitSeconds('other')).toBe(900);
  });

  it('are forgotten once somebody logs in', () => {
    fail('one', 9);
    attempts.succeeded('one');
    fail('one', 9);

    expect(attempts.waitSeconds('one')).toBe(0);
  });

  it('are remembered of a thousand addresses at most', () => {
    for (let at = 0; at < 5_000; at++) attempts.failed(`address ${at}`);
    now = 900_000;
    attempts.failed('one more');

    expect(attempts.remembered).toBeLessThanOrEqual(1_000);
  });
});
