import { spawn, spawnSync } from 'node:child_process';

import { usualPorts } from '#platform';
import { queueBackends, TestStack, waitUntil } from '#testing';

import { code, run, runbook } from './runbook/runbook.ts';

/** Of what runs in a container, the program and its arguments; the same without one. */
const programs = code.flatMap((one) => {
  const [, inContainer] = /^docker compose exec \w+ (.+)$/.exec(one) ?? [];
  const words = (inContainer ?? one).split(' ');
  return /^(?:redis-cli|curl|node)$/.test(words[0] ?? '') ? [words] : [];
});
const callsOf = (name: string): [string, string[]][] =>
  programs.filter(([program]) => program === name).map(([, ...args]) => [args.join(' '), args]);

const apps = ['intent', 'notifier'] as const;
const backend = queueBackends.at(-1)!;

// Beside what is asked of `handsfree` and `sql`, which runbook.int-spec.ts tries.
describe('a program that the runbook calls', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start(backend, [...apps, 'simulator']);
  });
  afterAll(() => stack.close());

  /** Of the app that usually listens at the port, in this stack. */
  const portOf = (usual: string): string => {
    const app = apps.find((name) => usualPorts[name] === Number(usual));
    if (!app) throw new Error(`no app of the stack listens at ${usual}`);
    return new URL(stack.app(app).url).port;
  };

  /** What it looks at says what the runbook has one look for. */
  function expectHealth(output: string): void {
    const health = JSON.parse(output) as { status?: string; queues?: object[] };
    if (health.queues === undefined) return expect(health.status).toBe('ok');
    expect(health.queues.length).toBeGreaterThan(0);
    for (const queue of health.queues)
      expect(Object.keys(queue)).toEqual(
        expect.arrayContaining(['workers', 'oldestWaitingSeconds', 'lastCompletedAt']),
      );
  }

  it('is found', () => {
    expect(programs.map(([program]) => program).toSorted()).toEqual(
      expect.arrayContaining(['curl', 'node', 'node', 'redis-cli', 'redis-cli', 'redis-cli']),
    );
  });

  it('is told the ports of the apps', () => {
    const told = [...runbook.matchAll(/\((?:\d{4} \w+(?:, )?)+/g)].flatMap(([list]) => [
      ...list.matchAll(/(\d{4}) (\w+)/g),
    ]);

    expect(told.length).toBeGreaterThan(4);
    for (const [, port, app] of told) expect([app, usualPorts[app as 'intent']]).toEqual([app, Number(port)]);
  });

  it.each(callsOf('node'))('node %s', async (_call, [script = '', port = '', path = '']) => {
    // It gives up on an app that does not answer in time, as on a busy machine.
    await waitUntil('it tells how the app is', async () => {
      const { exitCode, output } = await run(process.execPath, [script, portOf(port), path]);
      expect([exitCode, output]).toEqual([0, output]);
      expectHealth(output);
      return true;
    });
  });

  // `npm test` says which programs are missing.
  const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
  const describeWithCurl = isThere('curl') ? describe : describe.skip;
  describeWithCurl('of this machine', () => {
    it.each(callsOf('curl'))('curl %s', async (_call, args) => {
      const own = args.map((arg) =>
        arg.replace(/^localhost:(\d+)/, (_, port: string) => `127.0.0.1:${portOf(port)}`),
      );

      await waitUntil('it tells how the app is', async () => {
        const { exitCode, output } = await run('curl', own);
        expect(exitCode).toBe(0);
        expectHealth(output);
        return true;
      });
    });
  });

  const { redisUrl } = backend.config('');
  const describeWithRedis = redisUrl !== undefined && isThere('redis-cli') ? describe : describe.skip;
  describeWithRedis('of Redis', () => {
    const measured = /^\d+ \d+ [\d.]+ \d+/m;
    const tells: Record<string, RegExp> = {
      'info memory': /^used_memory:\d+[^]*^maxmemory:\d+/m,
      '--latency': measured,
      '--latency-history': measured,
    };

    it.each(callsOf('redis-cli'))('redis-cli %s', async (call, args) => {
      const cli = spawn('redis-cli', ['-u', redisUrl ?? '', ...args]);
      let output = '';
      for (const stream of [cli.stdout, cli.stderr]) stream.on('data', (text) => (output += String(text)));
      try {
        // Some of them measure until they are ended.
        await waitUntil(`it told what the runbook has one look for: ${call}`, () =>
          tells[call]?.test(output),
        );
      } finally {
        cli.kill();
      }
      expect(cli.exitCode ?? 0).toBe(0);
    });
  });
});
