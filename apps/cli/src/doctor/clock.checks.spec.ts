import { aheadMs, clockFinding } from './clock.checks.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 27, 12, 0, seconds));

describe('another clock', () => {
  it.each([
    ['read at once', 0, [0, 0], 1, 0],
    ['of whole seconds, read just before the next one', 10, [10.9, 10.95], 1_000, 0],
    ['whose answer took long', 3, [0, 10], 1, 0],
    ['that is ahead', 20, [0, 1], 1_000, 19_000],
    ['that is behind', 0, [20, 21], 1_000, -19_000],
  ])('%s', (_, there, [before, after], granularityMs, ahead) => {
    const between: [Date, Date] = [at(before!), at(after!)];

    expect(aheadMs({ there: at(there), between, granularityMs })).toBe(ahead);
  });

  it.each([
    [0, 'ok', "that of WhatsApp agrees with this machine's"],
    [10, 'warning', "that of WhatsApp is 10 s ahead of this machine's"],
    [-90, 'failing', "that of WhatsApp is 90 s behind this machine's"],
  ])('that is %i s ahead is %s', (seconds, verdict, says) => {
    const reading = { there: at(seconds), between: [at(0), at(0)] as [Date, Date], granularityMs: 0 };

    expect(clockFinding('WhatsApp', reading)).toMatchObject({ verdict, says });
  });
});
