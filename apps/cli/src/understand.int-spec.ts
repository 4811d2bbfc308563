import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

function handsfree(
  args: string[],
  input = '',
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const main = resolve('dist/apps/cli/src/main.js');
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [main, ...args], { env: environment });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', reject);
    child.on('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
const jsonLines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('npm run handsfree -- understand', () => {
  const dentist = { text: 'dentist next tuesday at 3pm', reference: '2026-03-11T14:00:00Z' };

  it('answers one line for each line', async () => {
    const { code, stdout, stderr } = await handsfree(
      ['understand', '--offline'],
      `${JSON.stringify(dentist)}\n${JSON.stringify({ text: 'nvm' })}\n`,
    );

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(jsonLines(stdout)).toMatchObject([
      {
        intent: 'create_event',
        title: 'dentist',
        when: { start: '2026-03-17T15:00:00+00:00', grain: 'hour' },
      },
      { intent: 'deny' },
    ]);
  });

  it('goes on after a bad line, and ends with 1', async () => {
    const { code, stdout } = await handsfree(['understand'], `nope\n${JSON.stringify(dentist)}`);

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([{ error: 'not JSON' }, { intent: 'create_event' }]);
  });

  it('takes the zone from DEFAULT_TIMEZONE', async () => {
    const zone = { DEFAULT_TIMEZONE: 'Asia/Kolkata' };
    const { stdout } = await handsfree(['understand'], JSON.stringify(dentist), zone);

    expect(jsonLines(stdout)).toMatchObject([{ when: { start: '2026-03-17T15:00:00+05:30' } }]);
  });
});

describe('npm run handsfree -- understand-eval', () => {
  it('says what is missing when the labelled sentences are not there', async () => {
    const { code, stderr } = await handsfree(['understand-eval', 'nowhere']);

    expect(code).toBe(1);
    expect(stderr).toContain('HANDSFREE_NLU_DATA');
  });

  it('counts what is right, and shows what is not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nlu-'));
    try {
      const intents = [
        { text: 'add milk to my list', intent: 'create_task' },
        { text: 'add bread to my list', intent: 'greeting' },
      ];
      const date = { reference: '2026-03-10T14:00:00Z', timezone: 'UTC', kind: 'date' };
      const expected = { start: '2026-03-11T00:00:00Z', grain: 'day' };
      const write = (name: string, rows: object[]): Promise<void> =>
        writeFile(join(folder, name), rows.map((row) => JSON.stringify(row)).join('\n'));
      await write('intents.dev.jsonl', intents);
      await write('dates.dev.jsonl', [{ ...date, text: 'tomorrow', expected }]);

      const { code, stdout } = await handsfree(['understand-eval'], '', { HANDSFREE_NLU_DATA: folder });

      expect(code).toBe(0);
      expect(stdout).toContain('1 of 2 right, 50.0 %');
      expect(stdout).toContain('add bread to my list');
      expect(stdout).toContain('Dates: 1 of 1, 100.0 % right');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
