import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

describe('the server on a data folder', () => {
  let folder: string;
  let server: ChildProcess;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postmaster-'));
    // By its command line alone a process is told to be PostgreSQL.
    server = spawn(process.execPath, [
      '-e',
      'console.log(); setInterval(() => undefined, 1_000)',
      'postgres',
      '-D',
      folder,
    ]);
    await once(server.stdout!, 'data');
    await writeFile(join(folder, 'postmaster.pid'), `${server.pid}\n${folder}\n1732276800\n5433\n`);
  });
  afterEach(async () => {
    server.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  /** What a process with these programs within reach finds. */
  async function found(path = process.env.PATH): Promise<string> {
    const program = `
      import { runningEmbeddedDatabase } from '#data/admin';
      console.log((await runningEmbeddedDatabase(${JSON.stringify(folder)}))?.url('tasks'));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
      env: { PATH: path },
    });
    return stdout.trim();
  }
  const url = expect.stringMatching(/^postgresql:.*@127\.0\.0\.1:5433\/tasks$/) as unknown;

  it('is found', async () => {
    expect(await found()).toEqual(url);
  });

  it('is found by a Linux without `ps`, as slim images are', async () => {
    if (process.platform !== 'linux') return;

    expect(await found(folder)).toEqual(url);
  });

  it('is not another server that has its process id by now', async () => {
    await writeFile(join(folder, 'postmaster.pid'), `${server.pid}\n${folder}-other\n1732276800\n5433\n`);

    expect(await found()).toBe('undefined');
  });

  it('is none once it has ended, whatever file it left', async () => {
    server.kill('SIGKILL');
    await once(server, 'exit');

    expect(await found()).toBe('undefined');
  });
});
