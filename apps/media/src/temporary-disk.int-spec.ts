import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
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

  /** Writes to a disk that is full, whatever else is on the real one. */
  const outgrow = async (path: string): Promise<void> => {
    await symlink('/dev/full', path);
    await writeFile(path, 'a film');
  };

  it('takes no blame for a file that is too large for it', async () => {
    const failure: unknown = await disk.withOne(outgrow).catch((error: unknown) => error);

    expect(failure).toMatchObject({ message: 'the file does not fit on the disk' });
    expect(disk.isCauseOf(failure)).toBe(false);
    expect(await readdir(files.folder)).toEqual([]);
  });

  it('takes the blame when it takes nothing else either', async () => {
    const work = disk.withOne(async (path) => {
      try {
        await outgrow(path);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    const failure: unknown = await work.catch((error: unknown) => error);
    expect(disk.isCauseOf(failure)).toBe(true);
  });

  it('passes on what the work says for itself', async () => {
    expect(await disk.withOne(() => Promise.resolve('done'))).toBe('done');
    await expect(disk.withOne(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });
});
