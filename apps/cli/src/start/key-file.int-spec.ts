import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyFile } from './key-file.ts';

describe('a key file', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = (): KeyFile => new KeyFile(folder, 'lookup-key', 'LOOKUP_KEY');

  it('is made by one of two that start side by side, and both have its key', () => {
    const [one, other] = [file(), file()];
    expect([one.read(), other.read()]).toEqual([undefined, undefined]);

    expect(one.make(false, 'first')).toBe('first');
    expect(other.make(false, 'second')).toBe('first');
  });
});
