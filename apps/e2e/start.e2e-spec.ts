import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

import { freePort } from '#platform';
import { SimulatorClient, waitUntil } from '#testing';
import { ourTemplates } from '#whatsapp';

const run = promisify(execFile);

/** Another loopback address; other systems than Linux have only one. */
const otherAddress = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

const isOpen = (host: string, port: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(Number(port), host);
    socket
      .once('connect', () => {
        socket.destroy();
        done(true);
      })
      .once('error', () => done(false));
  });

/** What one writes in the sample at the top of the README, what is answered there, and the welcome below the first answer. */
async function readmeSample(): Promise<{ sample: { said: string; answered: string }[]; welcome: string }> {
  const readme = await readFile('README.md', 'utf8');
  const [, sample = ''] = readme.split('```');
  const lines = [...sample.matchAll(/^you +(.*)\n +(.*)$/gm)];
  const [, welcome = ''] = /^> (I am Handsfree.*)$/m.exec(readme) ?? [];
  return { sample: lines.map(([, said = '', answered = '']) => ({ said, answered })), welcome };
}

/** The sample was taken on some day. */
const withoutDate = (answer: string): string => answer.replace(/\w{3} \d{1,2} \w{3}/, '<date>');

/** `npm start` as it runs after the build, in a folder of its own. */
class Start {
  readonly #child: ChildProcess;
  output = '';
  /** When it has ended and all that it said is in `output`. */
  readonly exit: Promise<number | null>;
  readonly #killed: Promise<number | null>;

  constructor(folder: string, environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'start'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (words: string) => (this.output += words));
    }
    this.exit = new Promise((done) => this.#child.once('close', done));
    this.#killed = new Promise((done) => this.#child.once('exit', done));
  }

  async ready(): Promise<void> {
    let ended = false;
    void this.exit.then(() => (ended = true));
    await waitUntil('it is ready', () => ended || this.output.includes('Handsfree is ready'), 200_000);
    if (ended) throw new Error(this.output);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    // What it started may hold what it wrote to for longer.
    return signal === 'SIGKILL' ? this.#killed : this.exit;
  }
}

describe('npm start', () => {
  let folder: string;
  let environment: Record<string, string>;
  let started: Start | undefined;

  // In one folder, in this order: making a database takes long, and the later tests find the first one's data.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handsfree-start-'));
    // As root, the embedded PostgreSQL runs as another user.
    await chmod(folder, 0o755);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    const [ingress, media, intent, notifier, ops, simulator] = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(freePort),
    );
    environment = {
      INGRESS_PORT: String(ingress),
      MEDIA_PORT: String(media),
      INTENT_PORT: String(intent),
      NOTIFIER_PORT: String(notifier),
      OPS_PORT: String(ops),
      SIMULATOR_PORT: String(simulator),
    };
  });
  afterEach(async () => {
    await started?.kill('SIGTERM');
    await nothingListens();
  });

  async function start(extra: Record<string, string> = {}): Promise<Start> {
    started = new Start(folder, { ...environment, ...extra });
    return started;
  }

  const keyFile = (): string => join(folder, '.handsfree/encryption-keys');
  const simulator = (): string => `http://${environment.HOST ?? '127.0.0.1'}:${environment.SIMULATOR_PORT}`;

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
    const log = await readFile(join(folder, `.handsfree/logs/${app}.log`), 'utf8');
    return (JSON.parse(log.trimEnd().split('\n').at(-1)!) as { pid: number }).pid;
  }

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  function nothingListens(): Promise<unknown> {
    const { HOST = '127.0.0.1', ...ports } = environment;
    const urls = Object.values(ports).map((port) => `http://${HOST}:${port}/health/live`);
    return waitUntil('nothing listens any more', async () =>
      (await Promise.allSettled(urls.map((url) => fetch(url)))).every(({ status }) => status === 'rejected'),
    );
  }

  it('starts everything, answers, also with commands beside it, and Ctrl-C stops everything; the next start remembers', async () => {
    await (await start()).ready();
    for (const port of Object.values(environment)) {
      expect([await isOpen('127.0.0.1', port), await isOpen(otherAddress, port)]).toEqual([
        true,
        otherAddress === '127.0.0.1',
      ]);
    }
    const { sample, welcome } = await readmeSample();
    expect(sample.length).toBeGreaterThan(3);
    const below: string[] = [];
    for (const { said, answered } of sample) {
      const [answer = '', ...notes] = (await ask(said)).split('\n\n');
      expect(withoutDate(answer)).toBe(withoutDate(answered));
      below.push(...notes);
    }
    // Each once: the question for the time zone, and who writes.
    expect(below).toEqual([expect.stringContaining('I take New York time for now'), welcome]);

    await waitUntil('our templates are approved', async () => {
      const approvals = (await handsfree('notices', '--limit', '100')).match(/handsfree_\w+ \w\w APPROVED/g);
      return approvals?.length === ourTemplates.length;
    });
    expect(await handsfree('messages')).toMatch(new RegExp(`^ +${sample.length} {2}received\n`));
    expect(await handsfree('db', 'migrate')).toBe('The database is up to date\n');
    const client = new pg.Client((await handsfree('db', 'url')).trim());
    await client.connect();
    expect((await client.query('SELECT FROM contact')).rowCount).toBe(1);
    const approved = "SELECT FROM message_template WHERE status = 'APPROVED' AND whatsapp_id IS NOT NULL";
    expect((await client.query(approved)).rowCount).toBe(ourTemplates.length);
    await client.end();
    expect(await ask('add milk to my list')).toBe('Task 1: milk added to your list');

    const opsToken = (await readFile(join(folder, '.handsfree/ops-token'), 'utf8')).trim();
    const ops = `http://127.0.0.1:${environment.OPS_PORT}/`;
    expect(started!.output).toContain(`${ops}   log in with the token in `);
    expect(started!.output).not.toContain(opsToken);
    await waitUntil('ops sees that all apps are ready', async () => {
      const seen = await fetch(`${ops}api/state`, { headers: { authorization: `Bearer ${opsToken}` } });
      const { apps } = (await seen.json()) as { apps: { name: string; replicas: { isReady: boolean }[] }[] };
      expect(apps.map(({ name, replicas }) => [name, replicas.map(({ isReady }) => isReady)])).toEqual(
        ['ingress', 'media', 'intent', 'notifier'].map((name) => [name, [true]]),
      );
      return true;
    });

    expect(await started!.kill('SIGINT')).toBe(0);
    expect(started!.output).toContain('Everything has stopped.');
    await nothingListens();
    await expect(handsfree('db', 'url')).rejects.toThrow('the embedded one runs while `npm start` does');

    environment.HOST = otherAddress;
    await (await start()).ready();
    expect(await ask("what's on my list")).toBe('Your list:\n1. milk');
  });

  it('makes no new key for a database whose key file is lost', async () => {
    await rename(keyFile(), `${keyFile()}.away`);

    const exit = await (await start()).exit;
    await rename(`${keyFile()}.away`, keyFile());

    expect(exit).toBe(1);
    expect(started!.output).toContain('encryption-keys is missing, and the database holds data');
  });

  it('leaves nothing behind when it is killed', async () => {
    await (await start()).ready();
    const apps = await Promise.all(['ingress', 'media', 'intent', 'notifier', 'ops', 'simulator'].map(pidOf));

    await started!.kill('SIGKILL');

    await waitUntil('every app has ended', () => apps.every((pid) => !isAlive(pid)));
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

  it('lists the faults of all settings of all apps before it starts anything', async () => {
    const faulty = {
      WHATSAPP_API_TOKEN: 'real',
      DEFAULT_TIMEZONE: 'Mars/Olympus',
      QUEUE_POOL_SIZE: 'many',
      HOST: '127.0.0',
      MEDIA_PORT: environment.INGRESS_PORT!,
    };

    expect(await (await start(faulty)).exit).toBe(1);

    const lines = started!.output.trim().split('\n');
    expect(lines[0]).toBe('Wrong settings:');
    expect(lines.slice(1).map((line) => line.trim().split(':')[0])).toEqual([
      'QUEUE_POOL_SIZE',
      'HOST',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_WEBHOOK_VERIFY_TOKEN',
      'WHATSAPP_PHONE_NUMBER_ID',
      'DEFAULT_TIMEZONE',
      'MEDIA_PORT',
    ]);
    expect(lines.at(-1)).toContain(`MEDIA_PORT: is ${environment.INGRESS_PORT} like INGRESS_PORT`);
  });

  it('names the servers that it can not reach, without their passwords', async () => {
    const [database, redis] = await Promise.all([freePort(), freePort()]);

    await start({
      DATABASE_URL: `postgresql://user:secret@127.0.0.1:${database}/handsfree`,
      REDIS_URL: `redis://:secret@127.0.0.1:${redis}`,
    });

    expect(await started!.exit).toBe(1);
    expect(started!.output).toContain(`DATABASE_URL: PostgreSQL at 127.0.0.1:${database} can not be reached`);
    expect(started!.output).toContain(`REDIS_URL: Redis at 127.0.0.1:${redis} can not be used`);
    expect(started!.output).not.toContain('secret');
  });

  it('stops everything when an app dies', async () => {
    await (await start()).ready();

    process.kill(await pidOf('notifier'), 'SIGKILL');

    expect(await started!.exit).toBe(1);
    expect(started!.output).toContain('notifier');
    await nothingListens();
  });

  it('shows the fault of an app that can not start, and stops everything', async () => {
    await rm(join(folder, '.handsfree'), { recursive: true });
    await mkdir(join(folder, '.handsfree'));
    await writeFile(keyFile(), 'nonsense');

    expect(await (await start()).exit).toBe(1);

    expect(started!.output).toContain('could not start. Wrong settings:\n  ENCRYPTION_KEYS: ');
  });
});
