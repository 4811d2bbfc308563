import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '#platform';
import { SimulatorClient, waitUntil } from '#testing';

const run = promisify(execFile);

/** `npm start` as it runs after the build, in a folder of its own. */
class Start {
  readonly #child: ChildProcess;
  output = '';
  readonly exit: Promise<number | null>;

  constructor(folder: string, environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'start'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.exit = new Promise((done) => this.#child.once('exit', done));
  }

  async ready(): Promise<void> {
    let ended = false;
    void this.exit.then(() => (ended = true));
    await waitUntil('it is ready', () => ended || this.output.includes('Handsfree is ready'), 30_000);
    if (ended) throw new Error(this.output);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.exit;
  }
}

describe('npm start', () => {
  let folder: string;
  let environment: Record<string, string>;
  let started: Start | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-start-'));
    // As root, the embedded PostgreSQL runs as another user.
    await chmod(folder, 0o755);
    const [ingress, media, intent, notifier, simulator] = await Promise.all([1, 2, 3, 4, 5].map(freePort));
    environment = {
      INGRESS_PORT: String(ingress),
      MEDIA_PORT: String(media),
      INTENT_PORT: String(intent),
      NOTIFIER_PORT: String(notifier),
      SIMULATOR_PORT: String(simulator),
    };
  });
  afterEach(async () => {
    await started?.kill('SIGTERM');
    await nothingListens();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(extra: Record<string, string> = {}): Promise<Start> {
    started = new Start(folder, { ...environment, ...extra });
    return started;
  }

  const simulator = (): string => `http://127.0.0.1:${environment.SIMULATOR_PORT}`;

  async function ask(text: string): Promise<string> {
    const client = new SimulatorClient(simulator());
    const before = (await client.books()).sends.length;
    await client.say(text);
    return waitUntil('the answer came', async () => (await client.books()).sends[before]?.body);
  }

  /** The output of a command run in the same folder. */
  async function handsfree(...args: string[]): Promise<string> {
    const main = resolve('dist/apps/cli/src/main.js');
    const { stdout } = await run(process.execPath, [main, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder },
    });
    return stdout;
  }

  /** Every line of an app's log names its process. */
  async function pidOf(app: string): Promise<number> {
    const [firstLine = ''] = (await readFile(join(folder, `.handsfree/logs/${app}.log`), 'utf8')).split('\n');
    return (JSON.parse(firstLine) as { pid: number }).pid;
  }

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  function nothingListens(): Promise<unknown> {
    const ports = Object.values(environment).map((port) => `http://127.0.0.1:${port}/health/live`);
    return waitUntil(
      'nothing listens any more',
      async () =>
        (await Promise.allSettled(ports.map((url) => fetch(url)))).every(
          ({ status }) => status === 'rejected',
        ),
      15_000,
    );
  }

  it('starts everything, answers, also with commands beside it, and Ctrl-C stops everything; the next start remembers', async () => {
    await (await start()).ready();
    expect(await ask('add milk to my list')).toBe('Task 1: milk added to your list');

    expect(await handsfree('notices')).toBe('No notices\n');
    expect(await handsfree('db', 'migrate')).toBe('The database is up to date\n');
    expect(await ask('done 1')).toBe('Task 1: milk marked complete');
    expect(await ask('add milk to my list')).toBe('Task 1: milk added to your list');

    expect(await started!.kill('SIGINT')).toBe(0);
    expect(started!.output).toContain('Everything has stopped.');
    await nothingListens();

    await (await start()).ready();
    expect(await ask("what's on my list")).toBe('Your list:\n1. milk');
  });

  it('makes no new key for a database whose key file is lost', async () => {
    await (await start()).ready();
    await started!.kill('SIGINT');
    await nothingListens();
    await rm(join(folder, '.handsfree/encryption-keys'));

    expect(await (await start()).exit).toBe(1);
    expect(started!.output).toContain('encryption-keys is missing, and the database holds data');
    await nothingListens();
  });

  it('leaves nothing behind when it is killed', async () => {
    await (await start()).ready();
    const apps = await Promise.all(['ingress', 'media', 'intent', 'notifier', 'simulator'].map(pidOf));

    await started!.kill('SIGKILL');

    await waitUntil('every app has ended', () => apps.every((pid) => !isAlive(pid)), 15_000);
    // The database has stopped too: a new one can take over its folder.
    await (await start()).ready();
  });

  it('names the setting to change when a port is in use', async () => {
    const squatter = createServer().listen(Number(environment.INTENT_PORT), '127.0.0.1');
    try {
      expect(await (await start()).exit).toBe(1);
      expect(started!.output).toContain(`Port ${environment.INTENT_PORT} is in use`);
      expect(started!.output).toContain('set INTENT_PORT to a free port');
    } finally {
      await new Promise((done) => squatter.close(done));
    }
  });

  it('shows the fault of an app that can not start, and stops everything', async () => {
    expect(await (await start({ DEFAULT_TIMEZONE: 'Mars/Olympus' })).exit).toBe(1);

    expect(started!.output).toContain('DEFAULT_TIMEZONE: must be an IANA time zone');
    await nothingListens();
  });

  it('stops everything when an app dies', async () => {
    await (await start()).ready();
    const [firstLine = ''] = (await readFile(join(folder, '.handsfree/logs/notifier.log'), 'utf8')).split(
      '\n',
    );

    process.kill((JSON.parse(firstLine) as { pid: number }).pid, 'SIGKILL');

    expect(await started!.exit).toBe(1);
    expect(started!.output).toContain('notifier');
    await nothingListens();
  });
});
