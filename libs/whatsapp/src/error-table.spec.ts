import type { Reaction } from './error-reaction.ts';
import { errorTable } from './error-table.ts';
import { metaErrorCodes } from './meta-error-codes.ts';
import { reactionTo } from './reaction-to.ts';

type When = keyof typeof metaErrorCodes;

const fitting: Record<When, Reaction['kind'][]> = {
  never: ['permanent', 'use_template', 'stop_marketing', 'template_disabled'],
  backoff: ['retry', 'throttle'],
  delayed: ['pair', 'later', 'template_paused'],
  fixed: ['operator'],
};
/** Meta says: never. But the number is a setting of ours, and with a wrong one every message would fail. */
const ourSetting = '33';
const meta = (Object.keys(fitting) as When[]).flatMap((when) =>
  metaErrorCodes[when].map((codes) => ({ codes, when })),
);
const rows = errorTable.flatMap((section) => section.rows);
const ends = (codes: number | readonly [number, number]): readonly [number, number] =>
  typeof codes === 'number' ? [codes, codes] : codes;

describe('the table of errors', () => {
  it.each(meta)('has $codes, which Meta says to try again: $when', ({ codes, when }) => {
    const row = rows.find(([listed]) => String(listed) === String(codes));

    expect([...fitting[when], ...(String(codes) === ourSetting ? ['operator'] : [])]).toContain(
      row?.[2].kind,
    );
    for (const code of ends(codes)) expect(reactionTo(code)).toEqual(row?.[2]);
  });

  it('has no code that Meta does not have', () => {
    expect(rows.map(([codes]) => String(codes)).toSorted()).toEqual(
      meta.map(({ codes }) => String(codes)).toSorted(),
    );
  });

  it('has no code twice, also within a range', () => {
    const sorted = rows.map(([codes]) => ends(codes)).toSorted(([a], [b]) => a - b);

    for (const [index, [first, last]] of sorted.entries()) {
      expect(first).toBeLessThanOrEqual(last);
      expect(first).toBeGreaterThan(sorted[index - 1]?.[1] ?? -1);
    }
  });

  it('says in a few words what each code means and what to fix', () => {
    for (const [, meaning, reaction, advice = 'nothing'] of rows) {
      const texts = [meaning, advice, reaction.kind === 'operator' ? reaction.fix : 'nothing'];

      for (const text of texts) expect(text).toMatch(/^[^|\n]{5,80}$/);
    }
  });

  it.each([0, 10, 190, 200, 299, 368, 131_031, 131_042, 133_010])(
    'stops the number for %i and calls somebody',
    (code) => {
      expect(reactionTo(code)).toMatchObject({ kind: 'operator', stops: 'number', pages: true });
    },
  );

  it.each([131_030, 132_001, 132_068, 133_005])('keeps only the message for %i', (code) => {
    expect(reactionTo(code)).toMatchObject({ kind: 'operator', stops: 'message' });
  });

  it.each([
    [131_047, 'use_template'],
    [131_050, 'stop_marketing'],
    [132_016, 'template_disabled'],
  ])('knows what follows from %i: %s', (code, kind) => {
    expect(reactionTo(code)).toEqual({ kind });
  });

  const [minuteMs, hourMs] = [60_000, 3_600_000];
  it.each<[number, object]>([
    [130_429, { kind: 'throttle', scope: 'number', firstPauseMs: 1_000 }],
    [4, { kind: 'throttle', scope: 'account', firstPauseMs: minuteMs }],
    [80_007, { kind: 'throttle', scope: 'account', longestPauseMs: hourMs }],
    [80_008, { kind: 'throttle', scope: 'account', longestPauseMs: hourMs }],
    [131_056, { kind: 'pair', firstPauseMs: 1_000, growth: 4, jitter: 0 }],
    [1, { kind: 'retry', mostAttempts: 3, isOutage: false }],
    [131_000, { kind: 'retry', mostAttempts: 3, isOutage: false }],
    [2, { kind: 'retry', mostAttempts: 3, isOutage: true }],
    [131_049, { kind: 'later', holds: 'message', firstPauseMs: 24 * hourMs, growth: 2 }],
    [131_048, { kind: 'later', holds: 'number', firstPauseMs: 2 * hourMs }],
    [132_015, { kind: 'template_paused', firstPauseMs: 3 * hourMs, longestPauseMs: 6 * hourMs }],
    [132_069, { kind: 'later', holds: 'message', firstPauseMs: hourMs }],
    [133_015, { kind: 'later', firstPauseMs: 5 * minuteMs }],
    [134_101, { kind: 'later', firstPauseMs: 10 * minuteMs }],
  ])('waits after %i as Meta asks: %j', (code, expected) => {
    expect(reactionTo(code)).toMatchObject(expected);
  });
});
