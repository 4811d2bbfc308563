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

  it('make an address wait after one, once there were a hundred over all', () => {
    for (let at = 0; at < 100; at++) attempts.failed(`address ${at}`);

    expect(attempts.waitSeconds('address 0')).toBe(900);
    expect(attempts.waitSeconds('other')).toBe(0);
    fail('other', 1);
    expect(attempts.waitSeconds('other')).toBe(900);
    now = 900_000;
    expect(attempts.waitSeconds('other')).toBe(0);
  });

  it('are forgotten once somebody logs in', () => {
    fail('one', 9);
    attempts.succeeded('one');
    fail('one', 9);

    expect(attempts.waitSeconds('one')).toBe(0);
  });

  it('are remembered of ten thousand addresses, the latest', () => {
    fail('one', 10);
    for (let at = 0; at < 20_000; at++) attempts.failed(`address ${at}`);

    expect(attempts.remembered).toBe(10_000);
    expect(attempts.waitSeconds('one')).toBe(0);
    expect(attempts.waitSeconds('address 19999')).toBe(900);
  });
});
