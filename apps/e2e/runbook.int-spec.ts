import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { createTestDatabase, type TestDatabase } from '#testing';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const runbook = read('docs/operations.md');
/** What the groups of each match found, each once. */
const named = (pattern: RegExp): string[] => [
  ...new Set([...runbook.matchAll(pattern)].map(([, ...groups]) => groups.find(Boolean) ?? '')),
];

const code = named(/`([^`\n]+)`/g);
const commands = code.filter((one) => one.startsWith('handsfree '));
const statements = named(/`sql (?:"([^"]+)"|'([^']+)')`/g);
/** Quoted from logs: words, beside the commands. */
const logLines = code.filter(
  (one) => /^[a-z]+(?:[,:]? [a-z]+)+$/.test(one) && !/^(?:handsfree|npm|docker) /.test(one),
);
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
  });

  it.each(commands)('says `%s`, which there is', async (command) => {
    const words = command.split(' ').slice(1);
    const end = words.findIndex((word) => !/^[a-z]/.test(word));
    const path = end === -1 ? words : words.slice(0, end);
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(root, 'dist/apps/cli/src/main.js'),
      ...path,
      '--help',
    ]);

    expect(stdout).toContain(`handsfree -- ${path.join(' ')} `);
    for (const option of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(option);
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
