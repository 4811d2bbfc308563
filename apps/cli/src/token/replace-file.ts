import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file, or makes it, readable for its owner alone. Whoever reads it sees the old content or the new one,
 * never a part. `makeContent` is called only when the file can be written, and the file stays as it is when that rejects.
 */
export async function replaceFile(path: string, makeContent: () => Promise<string>): Promise<void> {
  const { file, temporary, target } = await prepare(path).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`${path} cannot be written (${code}). Nothing was changed.`, { cause: error });
  });
  try {
    await file.writeFile(await makeContent());
    await file.sync();
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

interface Prepared {
  file: FileHandle;
  temporary: string;
  target: string;
}

/** The file that is to take its place, beside it: a rename is atomic within a file system only. */
async function prepare(path: string): Promise<Prepared> {
  // A link stays, and what it points to is replaced.
  const target = (await unlessMissing(realpath(path))) ?? path;
  const old = await unlessMissing(stat(target));
  if (old && !old.isFile()) throw new Error('it is no file');
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    // Root may write it for an app that runs as somebody else.
    const { uid, gid } = await file.stat();
    if (old && (old.uid !== uid || old.gid !== gid)) await file.chown(old.uid, old.gid);
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  return { file, temporary, target };
}

async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
