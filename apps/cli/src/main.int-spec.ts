import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { FolderLock } from '#data/admin';
import { derivedLookupKey } from '#platform';
import { createTestDatabase, testAccount, waitUntil } from '#testing';

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

function handsfree(
  args: string[],
  environment: NodeJS.ProcessEnv = {},
  cwd?: string,
  onStderr: (text: string) => void = () => undefined,
): Promise<Result> {
  const main = resolve('dist/apps/cli/src/main.js');
  return new Promise((done) => {
    const command = execFile(
      process.execPath,
      [main, ...args],
      { env: environment, cwd },
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
    command.stderr?.on('data', (text) => onStderr(String(text)));
  });
}

describe('npm run handsfree', () => {
  it.each([[['--help']], [['notices', '--help']], [['db', '--help']], [['help', 'keys']]])(
    'shows how it is called (%j)',
    async (args) => {
      expect(await handsfree(args)).toEqual({
        code: 0,
        stdout: expect.stringContaining('Usage: npm run handsfree --'),
        stderr: '',
      });
    },
  );

  it.each([
    ['no command', [], 'Commands:'],
    ['an unknown command', ['fly'], "unknown command 'fly'"],
    ['half a command', ['db'], 'Commands:'],
    ['an unknown half', ['db', 'fly'], "unknown command 'fly'"],
    ['an unknown option', ['db', 'check', '--fast'], "unknown option '--fast'"],
    ['a missing name', ['db', 'migration'], "missing required argument 'name'"],
    ['a word too many', ['db', 'check', 'twice'], 'too many arguments'],
  ])('says how it is called after %s', async (_, args, fault) => {
    const { code, stdout, stderr } = await handsfree(args);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(fault);
    expect(stderr).toContain('Usage: npm run handsfree --');
  });

  it('ends with 1 and the fault alone when a command fails', async () => {
    const { code, stderr } = await handsfree(['db', 'migrate'], { DATABASE_URL: 'mysql://here' });

    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      'Wrong settings:\n  DATABASE_URL: must be a URL that begins with postgresql:// or postgres://',
    );
  });
});

describe('two commands at once that need the embedded database', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-commands-'));
    // As root, the server runs as another user.
    await chmod(folder, 0o755);
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

  it('use it one after the other, also when neither finds one yet', async () => {
    let said = '';
    const migrate = (): Promise<Result> =>
      handsfree(['db', 'migrate'], { PATH: process.env.PATH }, folder, (text) => (said += text));
    // Both have come before either begins, however slowly one of them starts.
    await mkdir(join(folder, '.handsfree'));
    const lock = new FolderLock(join(folder, '.handsfree/postgres'));
    await lock.take(false);

    const both = Promise.all([migrate(), migrate()]);
    const waits = `another command (process ${process.pid}) has`;
    await waitUntil('both wait', () => said.split(waits).length === 3, 100_000);
    lock.release();
    const results = await both;

    expect(results.map(({ code, stdout }) => `${code} ${stdout}`).toSorted()).toEqual([
      expect.stringMatching(/^0 Applied /),
      expect.stringMatching(/^0 The database is up to date/),
    ]);
  }, 600_000);
});

describe('npm run handsfree -- keys lookup-key', () => {
  it('prints what an earlier version derived from its last encryption key, and nothing else', async () => {
    const key = Buffer.alloc(32, 7);
    const value = `new:${Buffer.alloc(32, 8).toString('base64')},k1:${key.toString('base64')}`;

    const { code, stdout } = await handsfree(['keys', 'lookup-key'], { ENCRYPTION_KEYS: value });

    expect(code).toBe(0);
    expect(stdout).toBe(`${derivedLookupKey([{ id: 'k1', key }]).toString('base64')}\n`);
  });
});

describe.each(['messages', 'notices'])('npm run handsfree -- %s', (command) => {
  it('makes no database where there was none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-'));
    try {
      expect(await handsfree([command], testAccount.keys, folder)).toEqual({
        code: 1,
        stdout: '',
        stderr: '\nThere is no database yet: run `npm start` first, or set DATABASE_URL.\n',
      });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says what to do first when the database is not migrated', async () => {
    const database = await createTestDatabase();
    try {
      await database.query('DROP SCHEMA public CASCADE');
      await database.query('CREATE SCHEMA public');

      const result = await handsfree([command], { DATABASE_URL: database.url, ...testAccount.keys });

      expect(result).toEqual({
        code: 1,
        stdout: '',
        stderr: '\nThe database lacks migrations: run `npm run db:migrate` or `npm start` first.\n',
      });
    } finally {
      await database.drop();
    }
  });
});
