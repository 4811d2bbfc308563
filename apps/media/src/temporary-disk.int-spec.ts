import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFiles } from './temporary-files.ts';

describe('TemporaryDisk', () => {
  let folder: string;
  let files: TemporaryFiles;
  let disk: TemporaryDisk;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporary-disk-'));
    files = new TemporaryFiles(folder);
    disk = new TemporaryDisk(files);
    await files.onModuleInit();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('answers a ping and leaves nothing behind', async () => {
    await disk.ping();

    expect(await readdir(files.folder)).toEqual([]);
  });

  it('does not answer when nothing can be written', async () => {
    await rm(folder, { recursive: true });

    await expect(disk.ping()).rejects.toThrow('ENOENT');
  });

  it('takes the blame for a full disk, also beneath another error, and for nothing else', async () => {
    const full: unknown = await writeFile('/dev/full', 'a').catch((error: unknown) => error);
    const missing: unknown = await writeFile(join(folder, 'no', 'file'), 'a').catch(
      (error: unknown) => error,
    );

    expect(disk.isCauseOf(full)).toBe(true);
    expect(disk.isCauseOf(new Error('the file did not come', { cause: full }))).toBe(true);
    expect(disk.isCauseOf(missing)).toBe(false);
    expect(disk.isCauseOf('ENOSPC')).toBe(false);
  });
});
