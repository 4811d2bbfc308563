import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { createTestDatabase, type TestDatabase, testAccount } from '#testing';

const run = promisify(execFile);

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

describe('npm run handsfree -- dead-letters', () => {
  let testDatabase: TestDatabase;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  afterAll(() => testDatabase.drop());
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact, audit_entry CASCADE');
    contactId = randomUUID();
    await testDatabase.query('INSERT INTO contact (id, phone_sealed, updated_at) VALUES ($1, $2, now())', [
      contactId,
      'sealed phone',
    ]);
    await received('acted', 0);
  });

  /** @param minute of the day on which it failed */
  async function failed(
    code: number | null,
    minute: number,
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const id = randomUUID();
    const row = {
      id,
      contact_id: contactId,
      body_sealed: 'sealed words',
      status: 'failed',
      relay_after: new Date(),
      failed_at: new Date(Date.UTC(2026, 10, 21, 12, minute)),
      error_code: code,
      failure: code && `WhatsApp error ${code} (HTTP 400, trace Abc)`,
      ...more,
    };
    await insert('outbound_message', row);
    return id;
  }

  async function received(outcome: string, minute: number): Promise<string> {
    const id = randomUUID();
    const handled = new Date(Date.UTC(2026, 10, 21, 12, minute));
    await insert('inbound_message', {
      id,
      contact_id: contactId,
      wamid_blind_index: id,
      wamid_sealed: 'sealed',
      kind: 'audio',
      sent_at: new Date(),
      handled_at: handled,
      outcome,
    });
    return id;
  }

  async function insert(table: string, row: Record<string, unknown>): Promise<void> {
    const values = Object.keys(row).map((_, at) => `$${at + 1}`);
    const sql = `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')})`;
    await testDatabase.query(sql, Object.values(row));
  }

  async function deadLetters(...args: string[]): Promise<Result> {
    const env = { PATH: process.env.PATH, DATABASE_URL: testDatabase.url, ...testAccount.keys };
    try {
      const main = resolve('dist/apps/cli/src/main.js');
      return { code: 0, ...(await run(process.execPath, [main, 'dead-letters', ...args], { env })) };
    } catch (error) {
      return error as Result;
    }
  }

  const statusOf = async (id: string): Promise<unknown> =>
    (await testDatabase.query('SELECT status FROM outbound_message WHERE id = $1', [id]))[0]?.status;

  it('lists what failed with its reason and what can be done, and no words or numbers of people', async () => {
    const template = await failed(132_000, 1, { purpose: 'reminder', template_name: 'reminder' });
    const inDoubt = await failed(null, 2, {
      send_attempts: 3,
      failure: 'WhatsApp did not answer (ECONNRESET)',
    });
    const given = await received('timed_out', 3);

    const { code, stdout } = await deadLetters();

    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        `2026-11-21T12:03:00.000Z  received audio  ${given}`,
        '    Reason: it could not be understood in time',
        '    To do: it came from a person, who was told that it failed and was answered by that: a replay is not possible',
        '',
        `2026-11-21T12:02:00.000Z  reply  ${inDoubt}`,
        '    no code of WhatsApp',
        '    Reason: WhatsApp did not answer (ECONNRESET)',
        '    To do: it may have arrived, since a request was never answered: --force sends it, perhaps a second time; or dismiss it',
        '',
        `2026-11-21T12:01:00.000Z  reminder  ${template}`,
        '    132000  The wrong number of values',
        '    Reason: WhatsApp error 132000 (HTTP 400, trace Abc)',
        `    To do: Compare the template in WhatsApp Manager with the values that are sent. Then: replay ${template}, or dismiss it`,
        '',
        'All that there are:',
        '      1  132000  The wrong number of values',
        '      1  no code of WhatsApp',
        '      1  received: it could not be understood in time',
        '',
      ].join('\n'),
    );
  });

  it('lists an answer of several messages as one', async () => {
    const answer_id = randomUUID();
    const id = await failed(131_026, 1, { answer_id });
    await failed(null, 2, { answer_id, part: 1 });

    const { stdout } = await deadLetters();

    expect(stdout.match(/messages of one answer.*/g)).toEqual([
      'messages of one answer, which are sent in order',
    ]);
    expect(stdout).toContain(`reply  ${id}`);
    expect(await deadLetters('replay', id)).toMatchObject({ code: 0 });
    expect(await testDatabase.query("SELECT 1 FROM outbound_message WHERE status = 'queued'")).toHaveLength(
      2,
    );
  });

  it('goes on where the list before ended, as JSON too', async () => {
    const ids = [await failed(190, 1), await failed(190, 2), await failed(131_026, 3)];

    const page = JSON.parse((await deadLetters('list', '--limit', '2', '--json')).stdout);

    expect(page).toMatchObject({
      deadLetters: [
        { id: ids[2], code: 131_026, obstacle: null },
        { id: ids[1], code: 190 },
      ],
      counts: [{ code: 190, count: 2 }, { code: 131_026 }],
      next: `2026-11-21T12:02:00.000Z_${ids[1]}`,
    });
    expect(JSON.stringify(page)).not.toContain('sealed');
    const rest = await deadLetters('--after', page.next, '--code', '190', '--since', '2026-11-21');
    expect(rest.stdout).toContain(ids[0]);
    expect(rest.stdout).not.toContain(ids[1]);
    expect((await deadLetters('--since', '0m')).stdout).toContain('No dead letters of this kind');
  });

  it('replays by id, tells what it left and why, and who did it is shown', async () => {
    const [id, inDoubt] = [await failed(131_026, 1), await failed(null, 2, { send_attempts: 1 })];

    const { code, stdout } = await deadLetters('replay', id.toUpperCase(), inDoubt);

    expect(code).toBe(2);
    expect(stdout).toContain(`${inDoubt}  not replayed: it may have arrived`);
    expect(stdout).toContain('1 of 2 replayed');
    expect(await Promise.all([id, inDoubt].map(statusOf))).toEqual(['queued', 'failed']);
    const shown = await deadLetters('show', id);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain(`reply  ${id}  (queued)`);
    expect(shown.stdout).toContain(`replay by ${userInfo().username}`);

    expect(await deadLetters('replay', inDoubt, '--force')).toMatchObject({ code: 0 });
    expect(await statusOf(inDoubt)).toBe('queued');
  });

  it('sends what the person was told about only by --force, and lists when that was', async () => {
    const told_at = '2026-11-21T12:30:00.000Z';
    const told = await failed(131_026, 1, { told_at });
    const inDoubt = await failed(null, 2, { told_at, send_attempts: 1 });

    const { stdout } = await deadLetters('list');
    expect(stdout.match(/Told on .*/g)).toEqual(
      [1, 2].map(() => `Told on ${told_at}: the person knows that it failed`),
    );
    for (const what of [['--all'], [told, inDoubt]]) {
      const { code, stdout: lines } = await deadLetters('replay', ...what);
      expect(code).toBe(2);
      expect(lines).toContain(
        `${told}  not replayed: the person was told on ${told_at}; --force sends it all the same`,
      );
      expect(lines).toContain(
        `${inDoubt}  not replayed: it may have arrived, since a request was never answered, and the person was told on ${told_at}: --force`,
      );
    }
    expect(await Promise.all([told, inDoubt].map(statusOf))).toEqual(['failed', 'failed']);
    expect(await deadLetters('replay', told, '--force')).toMatchObject({ code: 0 });
    expect(await statusOf(told)).toBe('queued');
  });

  it('replays all of a code, then all that there are', async () => {
    const [one, other] = [await failed(131_026, 1), await failed(190, 2)];

    expect(await deadLetters('replay', '--code', '131026')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 of 1 replayed'),
    });
    expect(await Promise.all([one, other].map(statusOf))).toEqual(['queued', 'failed']);
    expect(JSON.parse((await deadLetters('replay', '--all', '--json')).stdout)).toEqual({
      replayed: 1,
      results: [{ id: other, obstacle: null }],
    });
    expect(await deadLetters('replay', '--all')).toMatchObject({
      code: 0,
      stdout: 'No dead letters to replay\n',
    });
  });

  it('dismisses, once, and says what it could not', async () => {
    const [id, given] = [await failed(131_026, 1), await received('failed', 2)];

    expect(await deadLetters('dismiss', id, given)).toMatchObject({ code: 0, stdout: '2 of 2 dismissed\n' });
    expect(await deadLetters('dismiss', id)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining(`${id}  not dismissed`),
    });

    expect((await deadLetters()).stdout).toBe('No dead letters of this kind\n');
    const acts = await testDatabase.query('SELECT act, actor, subject_id FROM audit_entry ORDER BY id');
    expect(acts).toHaveLength(2);
  });

  it('says when there is no such message', async () => {
    const { code, stderr } = await deadLetters('show', randomUUID());

    expect(code).toBe(2);
    expect(stderr).toContain('there is no such message');
  });

  it.each([
    [['replay'], 'Say what to replay: ids, or --code <code>, or --all.'],
    [['replay', '--all', '--code', '190'], 'in one way'],
    [['replay', randomUUID(), '--since', '1d'], '--since goes with'],
    [['replay', 'it'], 'It must be an id'],
    [['--since', 'yesterday'], 'It must be a time'],
    [['--code', 'all'], 'It must be a number'],
    [['--after', 'there'], 'It must be what the list before named'],
  ])('says how to call it (%j)', async (args, words) => {
    expect(await deadLetters(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
  });
});
