import { Sessions } from './sessions.ts';

const tokens = { opsToken: 'the token of the operator', opsReadToken: 'the token of a reader' };

describe('a session', () => {
  it('keeps its role for twelve hours, in every process', () => {
    let now = 0;
    const value = new Sessions(tokens, () => now).begin('reader');
    const other = new Sessions(tokens, () => now);

    expect(other.roleOf(value)).toBe('reader');
    now = 12 * 3_600_000;
    expect(other.roleOf(value)).toBeUndefined();
  });

  it('ends with the token that it began with', () => {
    const value = new Sessions(tokens).begin('operator');

    expect(new Sessions({ ...tokens, opsToken: 'another token' }).roleOf(value)).toBeUndefined();
    expect(new Sessions({ ...tokens, opsReadToken: 'another token' }).roleOf(value)).toBe('operator');
  });

  it.each([
    ['role', (value: string) => value.replace('reader', 'operator')],
    ['time', (value: string) => value.replace(/\.(\d+)\./, (_, ms: string) => `.${Number(ms) + 1}.`)],
    ['signature', (value: string) => value.slice(0, -2)],
    ['form', () => 'operator'],
  ])('is refused once its %s was changed', (_, change) => {
    const sessions = new Sessions(tokens);

    expect(sessions.roleOf(change(sessions.begin('reader')))).toBeUndefined();
  });
});
