import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

  it('is made by one of two that start side by side, and both have its key', async () => {
    const [one, other] = [file(), file()];
    expect([one.read(), other.read()]).toEqual([undefined, undefined]);

    expect(one.make(false, 'first')).toBe('first');
    expect(other.make(false, 'second')).toBe('first');
    expect(await readdir(folder)).toEqual(['lookup-key']);
  });

  it('that a crash left empty is made anew, by one of two', async () => {
    await writeFile(join(folder, 'lookup-key'), '\n');
    const [one, other] = [file(), file()];
    expect([one.read(), other.read()]).toEqual([undefined, undefined]);

    expect(one.make(false, 'first')).toBe('first');
    expect(other.make(false, 'second')).toBe('first');
    expect(file().read()).toBe('first');
    expect(await readdir(folder)).toEqual(['lookup-key']);
  });

  it('that is empty is said to be, when its key is needed', async () => {
    await writeFile(join(folder, 'lookup-key'), '');

    expect(() => file().make(true, 'new')).toThrow(/lookup-key is empty, and the database holds data/);
    expect(await readFile(join(folder, 'lookup-key'), 'utf8')).toBe('');
  });

  it('can be read by its owner only', async () => {
    file().make(false, 'first');

    expect((await stat(join(folder, 'lookup-key'))).mode & 0o777).toBe(0o600);
  });
});
