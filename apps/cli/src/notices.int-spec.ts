import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { Database, NoticeStore } from '#data';
import { createTestDatabase, type TestDatabase, testAccount, testSealer } from '#testing';

const run = promisify(execFile);

describe('npm run handsfree -- notices', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let store: NoticeStore;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-notices-'));
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    store = new NoticeStore(database, testSealer());
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
    await rm(folder, { recursive: true });
  });
  afterEach(() => testDatabase.query('DELETE FROM webhook_notice'));

  async function notices(...args: string[]): Promise<string> {
    const environment = { DATABASE_URL: testDatabase.url, ...testAccount.keys };
    const main = resolve('dist/apps/cli/src/main.js');
    const { stdout } = await run(process.execPath, [main, 'notices', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
    });
    return stdout;
  }

  const templateStatus = (event: string): string =>
    JSON.stringify({
      event,
      message_template_id: 1_689_556_908_129_832,
      message_template_name: 'order_confirmation',
      message_template_language: 'en-US',
    });

  async function record(): Promise<void> {
    const minute = (at: number): Date => new Date(Date.UTC(2026, 10, 21, 12, at));
    const all = [
      { field: 'message_template_status_update', reason: 'account', body: templateStatus('APPROVED') },
      { field: 'message_template_status_update', reason: 'account', body: templateStatus('PAUSED') },
      { field: 'messages', reason: 'echo', body: '{"text":{"body":"Here is the info"}}' },
    ];
    for (const [at, notice] of all.entries()) {
      await store.record({
        ...notice,
        noticeKey: `key-${at}`,
        occurredAt: minute(at),
        receivedAt: minute(at + 1),
      });
    }
  }

  it('lists what was kept, newest first, with few words, and counts it', async () => {
    await record();

    expect(await notices()).toBe(
      [
        '2026-11-21T12:02:00.000Z  messages  echo',
        '2026-11-21T12:01:00.000Z  message_template_status_update  account  order_confirmation en_US PAUSED (!)',
        '2026-11-21T12:00:00.000Z  message_template_status_update  account  order_confirmation en_US APPROVED',
        '',
        'All that were kept:',
        '      2  message_template_status_update  account',
        '      1  messages  echo',
        '',
      ].join('\n'),
    );
  });

  it('lists the others when one cannot be read', async () => {
    await record();
    await testDatabase.query(
      `UPDATE webhook_notice SET body_sealed = 'gone.AAAA' WHERE notice_key = 'key-1'`,
    );

    const shown = await notices('--full');

    expect(shown).toContain('account  (can not be read with these ENCRYPTION_KEYS)');
    expect(shown).toContain('APPROVED');
  });

  it('shows as many of one field as wanted', async () => {
    await record();

    const shown = await notices('--field', 'message_template_status_update', '--limit', '1');

    expect(shown).toContain('PAUSED');
    expect(shown).not.toMatch(/APPROVED|Z {2}messages/);
  });

  it('shows all of a notice when asked to', async () => {
    await record();

    expect(await notices('--full')).toContain('{"text":{"body":"Here is the info"}}\n');
  });

  it('says when there are none', async () => {
    expect(await notices()).toBe('No notices\n');
    expect(await notices('--field', 'security')).toBe('No notice of security\n');
  });

  it.each([[['--limit', '0']], [['--limit', 'many']], [['--colour']]])(
    'says how to call it (%j)',
    async (args) => {
      await expect(notices(...args)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Usage: npm run handsfree'),
      });
    },
  );
});
