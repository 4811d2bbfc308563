import { GeminiError } from './gemini.errors.ts';
import { Pause } from './pause.ts';

const at = (iso: string): number => Date.parse(iso);

describe('a pause', () => {
  let now: number;
  let pause: Pause;

  beforeEach(() => {
    now = at('2026-11-21T12:00:00Z');
    pause = new Pause(() => now);
  });

  const begin = (fault: 'key' | 'model' | 'day_quota' | 'busy'): boolean =>
    pause.beginsWith(new GeminiError(fault, 'refused'));

  it.each(['key', 'model'] as const)('after a refused %s is over in five minutes', (fault) => {
    expect(begin(fault)).toBe(true);

    now = at('2026-11-21T12:04:59Z');
    expect(pause.reason).toMatch(/^GEMINI_/);
    now = at('2026-11-21T12:05:00Z');
    expect(pause.reason).toBeUndefined();
  });

  it('after a used up quota is over when the day ends in California', () => {
    begin('day_quota');

    now = at('2026-11-22T07:59:59Z');
    expect(pause.reason).toBeDefined();
    now = at('2026-11-22T08:00:00Z');
    expect(pause.reason).toBeUndefined();
  });

  it('begins with no other fault', () => {
    expect(begin('busy')).toBe(false);
    expect(pause.reason).toBeUndefined();
  });

  it('begins once for calls that were under way together', () => {
    expect([begin('key'), begin('key')]).toEqual([true, false]);
  });
});
