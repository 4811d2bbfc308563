import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { waitUntil } from '#testing';

const exec = promisify(execFile);

/** Makes `out/first`, and `out/second` once there is a file `go`. Keeps a list of its process ids. */
const stepProgram = `
  const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
  appendFileSync('runs.log', process.pid + '\\n');
  mkdirSync('out', { recursive: true });
  writeFileSync('out/first', '');
  setInterval(() => {
    if (!existsSync('go')) return;
    writeFileSync('out/second', '');
    process.exit(existsSync('fail') ? 1 : 0);
  }, 20);`;

const command = `
  import { existsSync, readdirSync } from 'node:fs';
  import { main } from './run.mjs';
  import { carryOut, digest } from './steps.mjs';
  if (process.env.AS_TERMINAL) process.stderr.isTTY = true;
  await main(() => carryOut([{
    what: 'Making',
    inputs: () => digest(['input']),
    output: () => digest(['out'], 'out/.made'),
    progress: () => (existsSync('out') ? readdirSync('out').length + ' made' : ''),
    stamp: 'out/.made',
    work: (run) => run(process.execPath, ['-e', ${JSON.stringify(stepProgram)}]),
  }]));`;

/** A project with the same tools and one step, which goes on when the test says so. */
describe('a command that has something to prepare', () => {
  let folder: string;
  let started: { child: ChildProcess; stderr: string; exit: Promise<unknown[]> }[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-prepare-'));
    started = [];
    for (const name of ['run', 'lock', 'progress', 'steps', 'prepare']) {
      await cp(`tools/${name}.mjs`, join(folder, `tools/${name}.mjs`));
    }
    await writeFile(join(folder, 'tools/command.mjs'), command);
    await writeFile(join(folder, 'input'), 'one');
  });
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    for (const pid of await steps().catch(() => [])) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true });
  });

  function start(environment: Record<string, string> = {}): (typeof started)[number] {
    const env = { ...process.env, TERM: 'xterm', ...environment };
    const child = spawn(process.execPath, ['tools/command.mjs'], { cwd: folder, env });
    const one = { child, stderr: '', exit: once(child, 'close') };
    child.stderr.on('data', (chunk: Buffer) => (one.stderr += chunk.toString()));
    started.push(one);
    return one;
  }
  const says = (one: { stderr: string }, words: string): Promise<unknown> =>
    waitUntil(`it says "${words}"`, () => one.stderr.includes(words));

  async function steps(): Promise<number[]> {
    return (await readFile(join(folder, 'runs.log'), 'utf8')).trim().split('\n').map(Number);
  }
  /** Resolves when the step has been begun as many times, and its command is prepared for its own end. @returns its process */
  function begun(times: number): Promise<number> {
    return waitUntil('the step has begun', async () => {
      const pids = await steps().catch(() => []);
      const lock = await readFile(join(folder, '.preparing'), 'utf8').catch(() => '');
      const isBegun = pids.length === times && existsSync(join(folder, 'out/first'));
      return isBegun && lock.includes(`"pid":${pids.at(-1)},`) && pids.at(-1)!;
    });
  }
  const go = (): Promise<void> => writeFile(join(folder, 'go'), '');

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  it('shows on a terminal that it moves, and leaves one line', async () => {
    const one = start({ AS_TERMINAL: 'yes' });
    await says(one, '1 made, ');
    await writeFile(join(folder, 'out/more'), '');
    await says(one, '2 made, ');
    await go();

    expect(await one.exit).toEqual([0, null]);
    // What is left on the screen: a carriage return goes back to where the line begins, and what follows writes over it.
    const [line, rest] = one.stderr.replaceAll('\u001b[K', '').split('\n');
    expect(line!.split('\r').at(-1)).toMatch(/^Making … \d+\.\d s$/);
    expect(rest).toBe('');
  });

  it.each([
    ['a log', {}],
    ['a terminal that knows no better', { AS_TERMINAL: 'yes', TERM: 'dumb' }],
  ] as [string, Record<string, string>][])(
    'writes one plain line to %s, where nothing can be written over',
    async (_, environment) => {
      const one = start(environment);
      await begun(1);
      await go();

      expect(await one.exit).toEqual([0, null]);
      expect(one.stderr).toMatch(/^Making … \d+\.\d s\n$/);
    },
  );

  it('waits for another one, says so, and has nothing left to do', async () => {
    const first = start();
    await begun(1);
    const second = start();
    await says(second, `Waiting for another command (process ${first.child.pid})`);
    await go();

    expect(await Promise.all([first.exit, second.exit])).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await steps()).toHaveLength(1);
    expect(existsSync(join(folder, '.preparing'))).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends its step at %s, and the next one does the step anew', async (signal, code) => {
    const first = start();
    const step = await begun(1);
    first.child.kill(signal);

    expect(await first.exit).toEqual([code, null]);
    expect(isAlive(step)).toBe(false);

    await go();
    expect(await start().exit).toEqual([0, null]);
    expect(await steps()).toHaveLength(2);
  });

  it('takes over from a killed one once what that had started has ended', async () => {
    const first = start();
    const step = await begun(1);
    first.child.kill('SIGKILL');
    await first.exit;
    const others = [start(), start(), start()];
    for (const other of others) await says(other, `(process ${step})`);
    process.kill(step, 'SIGKILL');
    await begun(2);
    await go();

    for (const other of others) expect(await other.exit).toEqual([0, null]);
    expect(await steps()).toHaveLength(2);
  });

  it('takes over from one whose process id another program has got', async () => {
    const holders = [{ pid: process.pid, startedAt: 'long ago' }];
    await writeFile(join(folder, '.preparing'), JSON.stringify({ id: 'lost', holders }));
    await go();

    expect(await start().exit).toEqual([0, null]);
  });

  it.each(['', '{"id":"a","hol', 'null'])('takes over when a crash left %j of a lock', async (content) => {
    await writeFile(join(folder, '.preparing'), content);
    await go();

    const [one, other] = [start(), start()];

    expect(await Promise.all([one.exit, other.exit])).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await steps()).toHaveLength(1);
    expect(existsSync(join(folder, '.preparing'))).toBe(false);
  });

  it('repeats a step that failed, or whose output has been damaged, and no other', async () => {
    await go();
    await writeFile(join(folder, 'fail'), '');
    expect(await start().exit).toEqual([1, null]);
    await rm(join(folder, 'fail'));
    expect(await start().exit).toEqual([0, null]);
    expect(await start().exit).toEqual([0, null]);
    expect(await steps()).toHaveLength(2);

    await rm(join(folder, 'out/second'));
    expect(await start().exit).toEqual([0, null]);
    expect(existsSync(join(folder, 'out/second'))).toBe(true);
  });

  it('does a step again whose inputs changed while it was at work', async () => {
    const first = start();
    await begun(1);
    await writeFile(join(folder, 'input'), 'two');
    await go();
    expect(await first.exit).toEqual([0, null]);

    expect(await start().exit).toEqual([0, null]);
    expect(await steps()).toHaveLength(2);
  });

  it('trusts no output of before once the step has begun again', async () => {
    await go();
    expect(await start().exit).toEqual([0, null]);
    await rm(join(folder, 'go'));
    await writeFile(join(folder, 'input'), 'two');
    const cut = start();
    const step = await begun(2);
    cut.child.kill('SIGKILL');
    process.kill(step, 'SIGKILL');
    await writeFile(join(folder, 'input'), 'one');
    await go();

    expect(await start().exit).toEqual([0, null]);
    expect(await steps()).toHaveLength(3);
  });

  it('installs all packages with their scripts, whatever NODE_ENV and the npm settings say', async () => {
    const tool = join(folder, 'tool');
    await mkdir(tool);
    const script = `node -e "fs.writeFileSync('made', '')"`;
    await writeFile(
      join(tool, 'package.json'),
      JSON.stringify({ name: 'tool', version: '1.0.0', scripts: { postinstall: script } }),
    );
    await exec('npm', ['pack', './tool'], { cwd: folder });
    const devDependencies = { tool: 'file:tool-1.0.0.tgz' };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ devDependencies }));
    await exec('npm', ['install', '--package-lock-only', '--offline'], { cwd: folder });
    const program = `
      import { allInstalled, installPackages } from './tools/prepare.mjs';
      import { run } from './tools/run.mjs';
      const before = allInstalled();
      await installPackages(run);
      console.log(before, allInstalled());`;

    const { stdout } = await exec(process.execPath, ['--input-type=module', '-e', program], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        NODE_ENV: 'production',
        npm_config_ignore_scripts: 'true',
        npm_config_omit: 'dev',
        npm_config_offline: 'true',
      },
    });

    expect(stdout.trim()).toBe('false true');
    expect(existsSync(resolve(folder, 'node_modules/tool/made'))).toBe(true);
  });
});
