import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { ContactStore, Database, EventStore } from '#data';
import { loadConfig, Sealer, sealingSettings } from '#platform';
import { createTestDatabase, testAccount, type TestDatabase } from '#testing';

const run = promisify(execFile);

describe('of one person', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    const sealer = new Sealer(loadConfig(sealingSettings, testAccount.keys));
    const contacts = new ContactStore(database, sealer);
    await contacts.resolve({ phone: '16505550000' });
    const { id } = await contacts.resolve({ phone: '4915112345678', name: 'Ana' });
    const event = {
      title: 'Yoga',
      startsAt: new Date('2026-12-10T17:00:00Z'),
      isAllDay: false,
      timezone: 'Europe/Berlin',
    };
    await database.transaction((tx) => new EventStore(sealer).add(tx, id, event));
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  const handsfree = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [resolve('dist/apps/cli/src/main.js'), ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL: testDatabase.url, ...testAccount.keys },
    });
    return stdout;
  };

  it('everything can be exported and erased, and who did it is kept', async () => {
    expect(JSON.parse(await handsfree('export', '+49 151 12345678'))).toMatchObject({
      person: { name: 'Ana' },
      events: [{ title: 'Yoga' }],
    });
    expect(await handsfree('export', '4915112345678', '--calendar')).toContain('SUMMARY:Yoga');
    expect(await handsfree('erase', '4915112345678')).toContain('add --yes');
    expect(await database.contact.count()).toBe(2);

    expect(await handsfree('erase', '4915112345678', '--yes')).toMatch(/^Deleted: 0 reminders, 1 events, /);

    expect(await database.contact.count()).toBe(1);
    expect(await database.event.count()).toBe(0);
    const actor = userInfo().username;
    const [proof] = await database.erasure.findMany();
    expect(proof).toMatchObject({ actor, counts: { events: 1 } });
    const acts = await database.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(acts.map(({ act, actor: who }) => [act, who])).toEqual([
      ['export', actor],
      ['export', actor],
      ['erase', actor],
    ]);
    await expect(handsfree('export', '4915112345678')).rejects.toMatchObject({ code: 2 });
  });
});
