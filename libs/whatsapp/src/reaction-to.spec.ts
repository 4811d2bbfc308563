import { pauseAfter, reactionTo } from './reaction-to.ts';

const hourMs = 3_600_000;

describe('the reaction to an error', () => {
  it('of WhatsApp goes by the code, whatever else the answer says', () => {
    const hints = { isTransient: true, httpStatus: 503 };

    expect(reactionTo(131_026, hints)).toEqual({ kind: 'permanent' });
    expect(reactionTo(190, hints)).toEqual(reactionTo(190));
  });

  it.each([300, 132_004, 138_000 - 1, 999_999])(
    'of an unknown code (%i) goes by what the answer says',
    (code) => {
      expect(reactionTo(code)).toEqual({ kind: 'permanent' });
      expect(reactionTo(code, { isTransient: false, httpStatus: 429 })).toEqual({ kind: 'permanent' });
      expect(reactionTo(code, { isTransient: true, httpStatus: 400 })).toEqual(reactionTo(131_000));
      expect(reactionTo(code, { httpStatus: 500 })).toEqual(reactionTo(131_000));
    },
  );

  it('of a gateway, which has no code, is that to an outage', () => {
    expect(reactionTo(undefined, { httpStatus: 404 })).toEqual(reactionTo(2));
  });

  it.each([130_429, 80_007, 131_056, 2])(
    'obeys a wait that WhatsApp asks for (%i), up to an hour',
    (code) => {
      expect(reactionTo(code, { retryAfterMs: 42_000 })).toMatchObject({ firstPauseMs: 42_000 });
      expect(reactionTo(code, { retryAfterMs: 5 * hourMs })).toMatchObject({
        firstPauseMs: hourMs,
        longestPauseMs: hourMs,
      });
    },
  );

  it('waits no shorter than is known to help, even when asked to', () => {
    const usual = reactionTo(131_049);

    expect(reactionTo(131_049, { retryAfterMs: 1_000 })).toEqual(usual);
    expect(reactionTo(131_049, { retryAfterMs: 30 * hourMs })).toMatchObject({ firstPauseMs: 30 * hourMs });
    expect(reactionTo(132_015, { retryAfterMs: 4 * hourMs })).toMatchObject({ firstPauseMs: 4 * hourMs });
  });

  it('to what no wait can help stays as it is', () => {
    expect(reactionTo(100, { retryAfterMs: 1_000 })).toEqual(reactionTo(100));
  });

  it('is the same after an answer that asked for a wait', () => {
    const before = structuredClone(reactionTo(130_429));
    reactionTo(130_429, { retryAfterMs: 42_000 });

    expect(reactionTo(130_429)).toEqual(before);
  });
});

describe('the pause after a failure', () => {
  const pauses = { firstPauseMs: 1_000, growth: 4, longestPauseMs: 60_000, jitter: 0 };

  it('grows with each failure before, up to the longest', () => {
    expect([0, 1, 2, 3, 1_000].map((before) => pauseAfter(pauses, before))).toEqual([
      1_000, 4_000, 16_000, 60_000, 60_000,
    ]);
  });

  it('is made longer by chance, by no more than the jitter', () => {
    const ragged = { ...pauses, jitter: 0.25 };

    expect(pauseAfter(ragged, 0, () => 0)).toBe(1_000);
    expect(pauseAfter(ragged, 0, () => 0.5)).toBe(1_125);
    expect(pauseAfter(ragged, 3, () => 0.999_999)).toBe(75_000);
  });
});

it.each([1, 131_000])('a fault of a few seconds uses up no attempts: %d', (code) => {
  const reaction = reactionTo(code);
  if (reaction.kind !== 'retry') throw new Error('it is not tried again');
  const pauses = Array.from({ length: reaction.mostAttempts - 1 }, (_, before) =>
    pauseAfter(reaction, before, () => 0),
  );

  expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(15_000);
});
