import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { TokenSource } from './token-source.ts';

describe('TokenSource', () => {
  let folder: string;
  let file: string;
  let nowMs: number;
  let warnings: unknown[];
  let source: TokenSource;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-'));
    file = join(folder, 'token');
    writeFileSync(file, 'first\n');
    nowMs = 1_000_000;
    source = new TokenSource({ apiTokens: ['first'], apiTokenFile: file }, () => nowMs);
    warnings = [];
    const nothing = (): void => undefined;
    const warn = (one: unknown): unknown => warnings.push(one);
    Logger.overrideLogger({ log: nothing, error: nothing, warn });
  });
  afterEach(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    rmSync(folder, { recursive: true });
  });

  /** Once the file is looked at again. */
  const later = (): string => {
    nowMs += 1_000;
    return source.get();
  };
  function replace(content: string): void {
    const other = join(folder, 'other');
    writeFileSync(other, content);
    renameSync(other, file);
  }

  it('gives the first token of the settings where there is no file', () => {
    expect(new TokenSource({ apiTokens: ['first', 'second'] }).get()).toBe('first');
  });

  it('gives the new token once the file is replaced or written over', () => {
    expect(source.get()).toBe('first');
    replace('second\n');
    expect(later()).toBe('second');
    writeFileSync(file, 'the-third, other');
    expect(later()).toBe('the-third');
  });

  it('sees a replaced file that bears the same time and length', () => {
    const time = new Date(1_700_000_000_000);
    utimesSync(file, time, time);
    expect(source.get()).toBe('first');
    replace('other\n');
    utimesSync(file, time, time);

    expect(later()).toBe('other');
  });

  it('looks at the file at most once a second', () => {
    expect(source.get()).toBe('first');
    replace('second');
    nowMs += 999;
    expect(source.get()).toBe('first');
    nowMs += 1;
    expect(source.get()).toBe('second');
  });

  it.each([
    ['is gone', () => rmSync(file), /cannot be read \(ENOENT\)/],
    ['is empty', () => writeFileSync(file, '\n'), /holds no token/],
    ['holds only commas', () => writeFileSync(file, ' , ,'), /holds no token/],
    ['holds a sentence', () => writeFileSync(file, 'not a token'), /holds no token/],
  ])('keeps the last token while the file %s, and says so once', (_, spoil, problem) => {
    expect(source.get()).toBe('first');
    spoil();

    expect([later(), later()]).toEqual(['first', 'first']);
    expect(warnings).toEqual([{ message: expect.stringMatching(problem) }]);

    writeFileSync(file, 'second');
    expect(later()).toBe('second');
    spoil();
    expect(later()).toBe('second');
    expect(warnings).toHaveLength(2);
  });

  it('has a fingerprint that changes with the token and does not show it', () => {
    const hash = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 12);
    expect(source.fingerprint()).toBe(hash('first'));

    replace('second');
    nowMs += 1_000;

    expect(source.fingerprint()).toBe(hash('second'));
  });
});
