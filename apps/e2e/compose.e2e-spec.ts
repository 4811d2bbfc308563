import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '#platform';
import { SimulatorClient, waitUntil } from '#testing';

const root = join(import.meta.dirname, '../..');
const baseImages = ['node:24.21.0-bookworm-slim', 'redis:8-bookworm', 'postgres:18-bookworm'];
const [program, ...first] = composeProgram() ?? [];

/** `docker compose` or `docker-compose`; undefined where no engine answers, or where an image would have to be downloaded. */
function composeProgram(): string[] | undefined {
  const quietly = { stdio: 'ignore', timeout: 10_000 } as const;
  const works = (command: string, ...args: string[]): boolean => {
    try {
      execFileSync(command, args, quietly);
      return true;
    } catch {
      return false;
    }
  };
  if (!baseImages.every((image) => works('docker', 'image', 'inspect', image))) return undefined;
  if (works('docker', 'compose', 'version')) return ['docker', 'compose'];
  return works('docker-compose', 'version') ? ['docker-compose'] : undefined;
}

const because = program === undefined ? ' (skipped: no container engine here has the base images)' : '';

(program === undefined ? describe.skip : describe)(`the containers of docker-compose.yml${because}`, () => {
  let folder: string;
  let simulator: SimulatorClient;
  let environment: NodeJS.ProcessEnv;

  const compose = async (...args: string[]): Promise<string> => {
    const files = ['-f', join(root, 'docker-compose.yml'), '-f', join(folder, 'override.yml')];
    const { stdout } = await promisify(execFile)(
      program ?? '',
      [...first, ...files, '--profile', 'dev', ...args],
      {
        cwd: root,
        env: environment,
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return stdout;
  };
  const containersOf = async (service: string): Promise<string[]> =>
    (await compose('ps', '-q', service)).split('\n').filter(Boolean);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'compose-'));
    await mkdir(join(folder, 'secrets'));
    // Where registries are reached through this machine alone.
    await writeFile(
      join(folder, 'override.yml'),
      JSON.stringify({ services: { secrets: { build: { network: 'host' } } } }),
    );
    const [ingress, phones, ops] = await Promise.all([freePort(), freePort(), freePort()]);
    environment = {
      ...process.env,
      COMPOSE_PROJECT_NAME: `handsfree-test-${process.pid}`,
      HANDSFREE_VERSION: 'test',
      SECRETS_FOLDER: join(folder, 'secrets'),
      INGRESS_ADDRESS: `127.0.0.1:${ingress}`,
      SIMULATOR_PORT: String(phones),
      OPS_PORT: String(ops),
    };
    simulator = new SimulatorClient(`http://127.0.0.1:${phones}`);
    await compose('build', 'secrets');
    await compose('up', '-d', '--no-build');
  }, 900_000);
  afterAll(async () => {
    await compose('down', '-v', '--timeout', '15');
    await rm(folder, { recursive: true, force: true });
  }, 120_000);

  const answerTo = async (text: string): Promise<string> => {
    const before = (await simulator.books()).sends.length;
    await simulator.say(text);
    const sends = async () => (await simulator.books()).sends.slice(before);
    await waitUntil(`"${text}" is answered`, async () => (await sends()).length > 0, 120_000);
    return (await sends())[0]?.body ?? '';
  };
  const started = (): Promise<true> =>
    waitUntil(
      'the simulator answers',
      () =>
        simulator.books().then(
          () => true,
          () => false,
        ),
      180_000,
    );

  it('answer a message', async () => {
    await started();

    expect(await answerTo('remind me to water the plants tomorrow at 9')).toContain('water the plants');
  }, 300_000);

  it('answer with three notifiers, and after one of them was killed', async () => {
    await compose('up', '-d', '--no-build', '--scale', 'notifier=3');
    const [killed, ...others] = await containersOf('notifier');
    expect(others).toHaveLength(2);

    execFileSync('docker', ['kill', killed ?? ''], { env: environment, stdio: 'ignore' });

    expect(await answerTo('add milk to my list')).toContain('milk');
  }, 300_000);

  it('answer after Redis and PostgreSQL were restarted, and remember', async () => {
    await compose('restart', 'redis', 'postgres');

    expect(await answerTo("what's on my list")).toContain('milk');
  }, 300_000);
});
