import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { SimulatedWhatsApp, testAccount } from '#testing';

const { apiToken } = testAccount;
const dayMs = 24 * 3_600_000;

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

let whatsapp: SimulatedWhatsApp;
let settings: Record<string, string>;

beforeAll(async () => {
  whatsapp = await SimulatedWhatsApp.start();
  settings = {
    WHATSAPP_API_TOKEN: apiToken,
    WHATSAPP_APP_ID: '634974688087057',
    WHATSAPP_APP_SECRET: 'simulator-secret',
    WHATSAPP_API_BASE_URL: whatsapp.url,
  };
});
afterAll(() => whatsapp.stop());
afterEach(() => change(apiToken, { expiresInMs: null, revoked: false }));

function token(args: string[], changes: Record<string, string> = {}): Promise<Result> {
  const main = resolve('dist/apps/cli/src/main.js');
  const env = { ...settings, ...changes };
  return new Promise((done) => {
    execFile(process.execPath, [main, 'token', ...args], { env }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** As Meta lets it run out or takes it away. */
async function change(one: string, changes: object): Promise<void> {
  const response = await fetch(`${whatsapp.url}/_scenario/tokens`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: one, ...changes }),
  });
  expect(response.status).toBe(204);
}

describe('token inspect', () => {
  it('says what the token is and may do, and never shows it', async () => {
    const { code, stdout, stderr } = await token(['inspect']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'valid        yes',
      'type         SYSTEM_USER',
      'expires      never',
      'data access  never',
      'scopes       whatsapp_business_management, whatsapp_business_messaging',
      'missing      none',
      '',
    ]);
  });

  it('says when it expires', async () => {
    await change(apiToken, { expiresInMs: 13.5 * dayMs });

    const { code, stdout } = await token(['inspect']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^expires {6}in 13 days \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/m);
  });

  it.each([
    [{ expiresInMs: 0 }, 'it expired '],
    [{ revoked: true }, 'it was revoked'],
  ])('fails after %j, and says what to do', async (changes, fault) => {
    await change(apiToken, changes);

    const { code, stdout, stderr } = await token(['inspect']);

    expect(code).toBe(1);
    expect(stdout).toContain('valid        no');
    expect(stderr).toContain(fault);
    expect(stderr).toContain('Make a new one');
    expect(stdout + stderr).not.toContain(apiToken);
  });

  it.each([
    [
      'no settings',
      { WHATSAPP_APP_ID: '', WHATSAPP_APP_SECRET: '' },
      'WHATSAPP_APP_ID: must be set; it is shown',
    ],
    ['a wrong secret', { WHATSAPP_APP_SECRET: 'wrong' }, 'Check WHATSAPP_APP_ID and WHATSAPP_APP_SECRET'],
    ['nobody there', { WHATSAPP_API_BASE_URL: 'http://127.0.0.1:1' }, 'Check WHATSAPP_API_BASE_URL'],
  ])('says what to do with %s', async (_, changes, advice) => {
    const { code, stdout, stderr } = await token(['inspect'], changes);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(advice);
    expect(stderr).not.toContain(apiToken);
  });
});

describe('token exchange', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'token-'));
    file = join(folder, 'token');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const isUsable = async (one: string): Promise<boolean> => {
    const { code, stdout } = await token(['inspect'], { WHATSAPP_API_TOKEN: one });
    return code === 0 && /^expires {6}in (59|60) days/m.test(stdout);
  };

  it('prints the new token alone, and beside it what to do', async () => {
    const { code, stdout, stderr } = await token(['exchange']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+\n$/);
    expect(stderr).toMatch(/expires in (59|60) days .*Set it as WHATSAPP_API_TOKEN/);
    expect(await isUsable(stdout.trim())).toBe(true);
    expect((await token(['inspect'])).code).toBe(0);
  });

  it('replaces the file of the setting, for its owner alone', async () => {
    await writeFile(file, `${apiToken}\n`, { mode: 0o644 });

    const { code, stdout } = await token(['exchange'], {
      WHATSAPP_API_TOKEN: '',
      WHATSAPP_API_TOKEN_FILE: file,
    });

    expect(code).toBe(0);
    const written = (await readFile(file, 'utf8')).trim();
    expect(stdout).toContain('without a restart');
    expect(stdout).not.toContain(written);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['token']);
    expect(await isUsable(written)).toBe(true);
  });

  it('makes the file that is asked for, also behind a link', async () => {
    const link = join(folder, 'link');
    await writeFile(file, 'old');
    await symlink(file, link);

    const { code, stdout } = await token(['exchange', '--file', link]);

    expect(code).toBe(0);
    expect(stdout).toContain('Name the file in WHATSAPP_API_TOKEN_FILE');
    expect(await isUsable((await readFile(file, 'utf8')).trim())).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['link', 'token']);
  });

  const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;
  describeAsRoot('as root', () => {
    it('leaves the file to the user whose it is', async () => {
      await writeFile(file, 'old');
      await chown(file, 12_345, 12_346);

      const { code } = await token(['exchange', '--file', file]);

      expect(code).toBe(0);
      expect(await stat(file)).toMatchObject({ uid: 12_345, gid: 12_346 });
    });
  });

  it('leaves the file as it is when WhatsApp refuses', async () => {
    await writeFile(file, 'old');
    await change(apiToken, { revoked: true });

    const { code, stderr } = await token(['exchange', '--file', file]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/error 190.*\n.*make a new one for the system user/);
    expect(stderr).not.toContain(apiToken);
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['token']);
  });

  it.each([
    ['a folder that is not there', 'missing/token', 'ENOENT'],
    ['a folder', '.', 'it is no file'],
  ])('asks for no token when it could not be written to %s', async (_, path, reason) => {
    const before = (await whatsapp.client.wire()).length;

    const { code, stderr } = await token(['exchange', '--file', join(folder, path)]);

    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(await whatsapp.client.wire()).toHaveLength(before);
  });

  it('says which settings are missing', async () => {
    const { code, stderr } = await token(['exchange'], { WHATSAPP_API_TOKEN: '', WHATSAPP_APP_SECRET: '' });

    expect(code).toBe(1);
    expect(stderr).toMatch(/WHATSAPP_API_TOKEN: must be set; make one.*\n.*WHATSAPP_APP_SECRET: must be set/);
  });
});
