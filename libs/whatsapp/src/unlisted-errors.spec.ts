import { Logger } from '@nestjs/common';

import { codeLabel, UnlistedErrors, unlistedErrorsTotal } from './unlisted-errors.ts';

describe('an error whose code is not in the table', () => {
  let now: number;
  let errors: UnlistedErrors;
  let warned: { code: number; source: string }[];

  beforeEach(() => {
    now = 0;
    errors = new UnlistedErrors(() => now);
    warned = [];
    const nothing = (): undefined => undefined;
    const warn = (line: (typeof warned)[number]): void => void warned.push(line);
    Logger.overrideLogger({ log: nothing, error: nothing, warn });
  });
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  async function count(source: string): Promise<number | undefined> {
    const { values } = await unlistedErrorsTotal.get();
    return values.find(({ labels }) => labels.source === source)?.value;
  }

  it('is told once in an hour of each code, and counted each time', async () => {
    for (const source of ['send', 'media', 'token'] as const) errors.note(source, { code: 999_991 });
    errors.note('send', { code: 999_992 });
    errors.note('send', { code: 131_026 });

    expect(warned.map(({ code, source }) => [code, source])).toEqual([
      [999_991, 'send'],
      [999_992, 'send'],
    ]);
    expect([await count('send'), await count('media'), await count('status')]).toEqual([2, 1, 0]);

    now = 3_599_999;
    errors.note('template', { code: 999_991 });
    now = 3_600_000;
    errors.note('template', { code: 999_991 });
    expect(warned).toHaveLength(3);
    expect(warned[2]).toMatchObject({ code: 999_991, source: 'template' });
  });

  it('does not fill the memory', () => {
    for (let code = 1; code <= 1_001; code++) errors.noteTold('send', 1_000_000 + code, {});
    warned = [];

    errors.noteTold('send', 1_001_001, {});
    errors.noteTold('send', 1_000_001, {});

    // The one that was told longest ago was forgotten.
    expect(warned.map(({ code }) => code)).toEqual([1_000_001]);
  });

  it('shares its label with all others', () => {
    expect([131_026, 999_999, -5, undefined].map((code) => codeLabel(code))).toEqual([
      '131026',
      'unlisted',
      'unlisted',
      'none',
    ]);
  });
});
