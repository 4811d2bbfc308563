import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TemporaryFiles } from './temporary-files.ts';

describe('TemporaryFiles', () => {
  let folder: string;
  let files: TemporaryFiles;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporary-files-'));
    files = new TemporaryFiles(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const leave = async (name: string): Promise<void> => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'file'), 'a picture');
  };

  it('are closed to other users', async () => {
    await files.onModuleInit();

    expect((await stat(files.folder)).mode & 0o777).toBe(0o700);
  });

  it('are gone after the work, and those of others are still there', async () => {
    await files.onModuleInit();

    await files.withOne(async (first) => {
      await files.withOne((second) => writeFile(second, 'b'));
      await writeFile(first, 'a');
      expect(await readdir(files.folder)).toHaveLength(1);
    });

    expect(await readdir(files.folder)).toEqual([]);
  });

  it('are gone when the work fails', async () => {
    await files.onModuleInit();

    const work = files.withOne(async (path) => {
      await writeFile(path, 'a');
      throw new Error('it failed');
    });

    await expect(work).rejects.toThrow('it failed');
    expect(await readdir(files.folder)).toEqual([]);
  });

  it('need not have been written', async () => {
    await files.onModuleInit();

    expect(await files.withOne(() => Promise.resolve('done'))).toBe('done');
  });

  it('leave no folder behind', async () => {
    await files.onModuleInit();
    await files.onApplicationShutdown();

    expect(await readdir(folder)).toEqual([]);
  });

  it('of a process that was killed are removed at the next start', async () => {
    const killed = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(killed, 'exit');
    await leave(`handsfree-media-${killed.pid}-a1b2c3`);

    await files.onModuleInit();

    expect(await readdir(folder)).toEqual([expect.stringContaining(`handsfree-media-${process.pid}-`)]);
  });

  it('of a process that lives, of another app and of this process stay', async () => {
    const others = [
      `handsfree-media-${process.ppid}-a1b2c3`,
      'handsfree-media-of-somebody',
      `handsfree-media-${process.pid}-a1b2c3`,
    ];
    for (const name of others) await leave(name);

    await files.onModuleInit();

    expect(await readdir(folder)).toEqual(expect.arrayContaining(others));
  });
});
