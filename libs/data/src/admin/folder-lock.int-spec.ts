import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderLock } from './folder-lock.ts';

describe('the lock on a folder', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'handsfree-lock-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  const lock = (): FolderLock => new FolderLock(join(parent, 'postgres'));
  const leave = (content: string): Promise<void> => writeFile(join(parent, 'postgres.lock'), content);

  it('is had by one at a time, and leaves nothing behind', async () => {
    const [one, other] = [lock(), lock()];

    expect(await one.take(true)).toBeUndefined();
    expect(await other.take(false)).toMatchObject({ pid: process.pid, isShared: true });
    other.release();
    expect(await other.holder()).toMatchObject({ pid: process.pid });

    one.release();
    expect(await other.holder()).toBeUndefined();
    expect(await readdir(parent)).toEqual([]);
  });

  it.each([
    ['another process has its id by now', { pid: process.pid }],
    ['no process has its id', { pid: 2 ** 30 }],
  ])('is free when its holder has ended: %s', async (_, { pid }) => {
    await leave(JSON.stringify({ id: 'a', pid, startedAt: 'once', isShared: false }));

    expect(await lock().holder()).toBeUndefined();
    expect(await lock().take(false)).toBeUndefined();
  });

  it.each(['', '{"id":"a","pi', '{}'])('is free when a crash left %j of it', async (content) => {
    await leave(content);

    expect(await lock().take(false)).toBeUndefined();
  });

  it('is taken by one of many that find it abandoned', async () => {
    await leave('');

    const holders = await Promise.all(Array.from({ length: 20 }, () => lock().take(false)));

    expect(holders.filter((holder) => holder === undefined)).toHaveLength(1);
    expect(await readdir(parent)).toEqual(['postgres.lock']);
  });
});
