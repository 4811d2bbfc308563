import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ContactStore, Database } from '#data';
import { createTestDatabase, SimulatedWhatsApp, testAccount, type TestDatabase, testSealer } from '#testing';

import { code, named, read, root, run, runbook } from './runbook/runbook.ts';

const commands = code.filter((one) => one.startsWith('handsfree '));
const statements = named(/`sql (?:"([^"]+)"|'([^']+)')`/g);
/** Quoted from logs: words, beside the commands. */
const logLines = code.filter(
  (one) => /^[a-z]+(?:[,:]? [a-z]+)+$/.test(one) && !/^(?:handsfree|npm|docker) /.test(one),
);
/** What it looks for in logs. */
const searches = code.flatMap((one) => /\| grep (?:-v |-E )?'([^']+)'/.exec(one)?.[1] ?? []);
const containers = code.filter((one) => one.startsWith('docker compose '));
/** `press "…"` */
const buttons = named(/press(?:es)? "([^"]+)"/g);
const secrets = named(/deploy\/secrets\/([a-z]+\/[a-z-]+)/g);
/** Of Compose's own, and of each of its commands. */
const options: Record<string, string[]> = {
  '': ['--profile'],
  up: ['-d', '--scale', '--force-recreate'],
  ps: ['-a'],
  logs: ['--since', '--tail'],
  exec: [],
  run: ['--rm', '-T', '-e'],
  restart: [],
};
/** What an image has, beside what is its own. */
const imagePrograms: Record<string, string[]> = { postgres: ['psql'], redis: ['redis-cli'] };
const settings = code.flatMap((one) => /^([A-Z]+(?:_[A-Z]+)+)(?:=.*)?$/.exec(one)?.[1] ?? []);

// At night nobody should have to guess what was meant.
describe('the runbook', () => {
  const sources = ['apps', 'libs']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file}`,
      ),
    )
    .filter((file) => /\/src\/.*(?<!spec)\.ts$/.test(file) && !file.includes('/generated/'))
    .map((file) => read(file))
    .join('\n');

  it('is read by this test', () => {
    expect(commands.length).toBeGreaterThan(10);
    expect(statements.length).toBeGreaterThan(2);
    expect(logLines.length).toBeGreaterThan(4);
    expect(settings.length).toBeGreaterThan(5);
    expect(searches.length).toBeGreaterThan(3);
    expect(containers.length).toBeGreaterThan(15);
    expect(secrets.length).toBeGreaterThan(3);
    expect(buttons.length).toBeGreaterThan(0);
  });

  it.each(logLines)('quotes "%s", which an app logs', (line) => {
    expect(sources).toContain(line);
  });

  it.each(settings)('names the setting %s, which there is', (name) => {
    const settingName = name.replace(/_FILE$/, '');

    expect(sources).toMatch(new RegExp(`['"]${settingName}['"]`));
  });

  it('names panels of the dashboard', () => {
    const dashboard = read('deploy/grafana/dashboards/handsfree.json');

    for (const panel of named(/panel "([^"]+)"/g)) expect(dashboard).toContain(`"title": "${panel}"`);
  });

  it.each(searches)('looks in logs for %s, which stands there', (search) => {
    for (const words of search.split('|').filter((one) => !one.startsWith('"level"')))
      expect(sources).toContain(words);
  });

  it.each(buttons)('has "%s" pressed, which the page for people on call has', (label) => {
    expect(sources).toContain(`label: '${label}'`);
  });

  it.each(containers)('says `%s`, whose services and files there are', (command) => {
    const words = command
      .replace(/ [|>] .*$/, '')
      .replaceAll(/"[^"]*"/g, '')
      .split(' ')
      .slice(2);
    const at = words.findIndex((word) => options[word] !== undefined && word !== '');
    const [name = '', ...own] = words.slice(at);
    const valued = new Set(['--tail', '--since', '--scale', '-e', '--profile']);
    const isPlain = (word: string, index: number): boolean =>
      /^[a-z<]/.test(word) && !valued.has(own[index - 1] ?? '');
    // What follows the first service of these is for the program within.
    const isWithin = name === 'exec' || name === 'run';
    const end = isWithin ? own.findIndex(isPlain) + 1 : own.length;
    const [given, within] = [own.slice(0, end), own.slice(end)];
    const called = given.filter(isPlain);
    const scaled = given.flatMap((word, index) =>
      given[index - 1] === '--scale' ? [word.replace(/=.*/, '')] : [],
    );

    expect(at).not.toBe(-1);
    const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
      services: Record<string, { profiles?: string[] }>;
    };
    const known = new Set([...Object.keys(services), '<app>']);
    expect([...called, ...scaled].filter((service) => !known.has(service))).toEqual([]);
    const before = words.slice(0, at);
    expect(before.filter((word) => word.startsWith('-') && !options['']?.includes(word))).toEqual([]);
    expect(given.filter((word) => word.startsWith('-') && !options[name]?.includes(word))).toEqual([]);
    const profiles = new Set(Object.values(services).flatMap((service) => service.profiles ?? []));
    expect(before.filter((word) => !word.startsWith('-') && !profiles.has(word))).toEqual([]);
    const [program] = within;
    if (name === 'exec') expect(imagePrograms[called[0] ?? ''] ?? ['node']).toContain(program);
    for (const file of within.filter((one) => one.endsWith('.mjs')))
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
  });

  it('knows the user and the database of PostgreSQL in the stack', () => {
    expect(runbook).toContain('psql -U handsfree -d handsfree');
    expect(read('docker-compose.yml')).toMatch(/POSTGRES_USER: handsfree\n +POSTGRES_DB: handsfree\n/);
  });

  it.each(secrets)('has somebody change the secret %s, which there is', (name) => {
    expect(read('deploy/secrets.mjs')).toContain(`'${name}'`);
  });

  it.each([...new Set(containers.flatMap((one) => /run .* handsfree ([a-z -]+[a-z])/.exec(one)?.[1] ?? []))])(
    'has the container of the command line do "%s", which it knows',
    async (command) => {
      const { exitCode, output } = await run(process.execPath, [
        join(root, 'dist/apps/cli/src/main.js'),
        ...command.split(' '),
        '--help',
      ]);

      expect([exitCode, output]).toEqual([0, expect.stringContaining(`handsfree -- ${command}`)]);
    },
  );

  it('takes no program that was killed for one that did what it was told', async () => {
    const killed = await run(process.execPath, ['--eval', 'process.kill(process.pid, "SIGKILL")']);

    expect(killed.exitCode).not.toBe(0);
  });

  describe('on a database with failed messages, and WhatsApp', () => {
    const main = join(root, 'dist/apps/cli/src/main.js');
    const [replayed, dismissed] = [randomUUID(), randomUUID()];
    let database: TestDatabase;
    let whatsapp: SimulatedWhatsApp;

    beforeAll(async () => {
      database = await createTestDatabase();
      whatsapp = await SimulatedWhatsApp.start();
      const data = new Database(database.url);
      const { id: person } = await new ContactStore(data, testSealer()).resolve({ phone: '16505551234' });
      await data.$disconnect();
      for (const [id, failed] of [
        [replayed, 131_049],
        [dismissed, 131_026],
      ]) {
        await database.query(
          `INSERT INTO outbound_message (id, contact_id, body_sealed, status, error_code, failed_at, relay_after)
          VALUES ($1, $2, 'sealed', 'failed', $3, now(), now())`,
          [id, person, failed],
        );
      }
    });
    afterAll(async () => {
      await whatsapp.stop();
      await database.drop();
    });

    /** Of commands that tell by it what they found. */
    const found: Record<string, number[]> = { doctor: [0, 1], 'templates sync': [0, 2] };

    it.each(commands)('%s does what it says', async (command) => {
      const filled = command
        .replace('<code>', '131049')
        .replace('<number>', '+16505551234')
        .replace('<id>', command.includes('dismiss') ? dismissed : replayed);
      const args = filled.split(' ').slice(1);

      const { exitCode, output } = await run(process.execPath, [main, ...args], {
        PATH: process.env.PATH,
        ...testAccount.keys,
        DATABASE_URL: database.url,
        WHATSAPP_API_TOKEN: testAccount.apiToken,
        WHATSAPP_APP_SECRET: 'simulator-secret',
        WHATSAPP_APP_ID: '634974688087057',
        WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
        WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
        WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
        WHATSAPP_API_BASE_URL: whatsapp.url,
      });

      expect([output, found[args.slice(0, 2).join(' ')] ?? found[args[0] ?? ''] ?? [0]]).toEqual([
        expect.not.stringMatching(/^error:|\n +at /m),
        expect.arrayContaining([exitCode]),
      ]);
    });
  });

  describe('asks the database', () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database.drop());

    it.each(statements)('%s', async (statement) => {
      await expect(database.query(statement)).resolves.toBeDefined();
    });
  });
});
