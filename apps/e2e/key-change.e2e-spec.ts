import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '#platform';
import {
  AppProcess,
  deliverWebhook,
  keySettings,
  queueBackends,
  TestStack,
  textValue,
  waitUntil,
  webhook,
} from '#testing';

import { LoadBalancer } from './load-balancer.ts';

/** Enough that nobody reaches a limit of their own. */
// Each gets a message every four seconds: more often, WhatsApp would refuse some in the end.
const people = Array.from({ length: 40 }, (_, at) => `1650555${1_000 + at}`);
const pauseBetweenMs = 100;
const recoveryLimitMs = 120_000;
/** How the queue of a busy machine, which must take a webhook within a second, is told of in the logs. */
const tooSlow = /did not take it in time|no answer within|too much waits/;

/** One process per app, all with the same keys, on their own ports. */
class Generation {
  /** Also those that a failed test left running. */
  static readonly all: AppProcess[] = [];

  private constructor(private readonly apps: AppProcess[]) {}

  static async start(stack: TestStack, ...keyIds: string[]): Promise<Generation> {
    const apps = await Promise.all(
      ['ingress', 'intent', 'notifier'].map(async (name) => {
        const port = { [`${name.toUpperCase()}_PORT`]: String(await freePort()) };
        return new AppProcess(name, { ...stack.environment, ...keySettings(...keyIds), ...port });
      }),
    );
    Generation.all.push(...apps);
    const generation = new Generation(apps);
    await Promise.all(apps.map((app) => app.ready()));
    return generation;
  }

  get ingressUrl(): string {
    return this.apps[0]?.url ?? '';
  }

  /** Why any of them refused webhooks. */
  static get refusals(): string[] {
    const lines = Generation.all.flatMap(({ output }) => output.split('\n'));
    const refusals = lines.filter((line) => line.includes('"msg":"refused"'));
    return refusals.map((line) => String((JSON.parse(line) as { cause?: string }).cause));
  }

  /** @returns how they exited */
  stop(): Promise<unknown[]> {
    return Promise.all(this.apps.map((app) => app.stop()));
  }
}

describe.each(queueBackends)('a change of keys under load, queues in $name', (backend) => {
  let stack: TestStack;
  let load: NodeJS.Timeout | undefined;
  const balancer = new LoadBalancer();
  let sent = 0;
  const posting: Promise<number>[] = [];
  const exits: unknown[] = [];

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['simulator']);
    stack.environment.INBOUND_PER_USER_PER_MINUTE = '10000';
    // Status reports pass through it too: without them, a send that timed out would be repeated.
    await balancer.listen(Number(stack.environment.INGRESS_PORT));
    load = setInterval(post, pauseBetweenMs);
  });
  afterAll(async () => {
    clearInterval(load);
    await Promise.all(Generation.all.map((app) => app.stop('SIGKILL')));
    await stack?.close();
    balancer.close();
  });

  /** People take turns adding a task; webhooks alternate between ingresses. */
  function post(): void {
    if (!balancer.hasTargets) return;
    const phone = people[sent % people.length];
    // Each is another thing: what is on a list already is not added again.
    const body = webhook(textValue(`add thing ${sent++} to my list`, { phone }));
    posting.push(
      deliverWebhook(stack.environment.SIMULATOR_WEBHOOK_URL!, body).then(
        ({ status }) => status,
        () => 0,
      ),
    );
  }
  const answers = async (): Promise<{ to: string; body: string }[]> => (await stack.simulator.books()).sends;
  /** Waits until everybody has one more answer: the load has passed through the processes now running. */
  async function aRound(): Promise<void> {
    const until = sent + people.length;
    await waitUntil('a round was sent', () => sent >= until, recoveryLimitMs);
    await waitUntil('it was answered', async () => (await answers()).length >= until, recoveryLimitMs);
  }

  async function replace(before: Generation, ...keyIds: string[]): Promise<Generation> {
    const after = await Generation.start(stack, ...keyIds);
    await balancer.lead(before.ingressUrl, after.ingressUrl);
    await aRound();
    await balancer.lead(after.ingressUrl);
    exits.push(...(await before.stop()));
    await aRound();
    return after;
  }

  it('loses nothing, answers nothing twice, and everybody stays known', async () => {
    const old = await Generation.start(stack, 'old');
    await balancer.lead(old.ingressUrl);
    await aRound();

    const opening = await replace(old, 'old', 'new');
    const sealing = await replace(opening, 'new', 'old');
    await rotate(stack, 'new', 'old');
    const last = await replace(sealing, 'new');

    clearInterval(load);
    expect(new Set(await Promise.all(posting))).toEqual(new Set([200]));
    // Those came again. The change itself refuses none.
    expect([...balancer.refusals].filter((status) => status !== 503)).toEqual([]);
    expect(Generation.refusals.filter((why) => !tooSlow.test(why))).toEqual([]);
    await waitUntil('everything is answered', async () => (await answers()).length >= sent, recoveryLimitMs);
    exits.push(...(await last.stop()));
    expect(exits).toEqual(exits.map(() => ({ code: 0, signal: null })));
    const numbers = (count: number): string[] =>
      Array.from({ length: count }, (_, at) => `Task ${at + 1}: thing added to your list`);
    const expected = people.flatMap((to, at) =>
      numbers(Math.floor(sent / people.length) + (at < sent % people.length ? 1 : 0)).map((body) => ({
        to,
        body,
      })),
    );
    const order = (all: { to: string; body: string }[]): string[] =>
      all.map(({ to, body }) => `${to} ${body.replace(/thing \d+/, 'thing')}`).toSorted();
    expect(order(await answers())).toEqual(order(expected));
    expect(await stack.database.query('SELECT 1 FROM inbound_message WHERE handled_at IS NULL')).toEqual([]);
  }, 900_000);
});

/** `handsfree keys rotate`. */
async function rotate({ environment }: TestStack, ...keyIds: string[]): Promise<void> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [resolve('dist/apps/cli/src/main.js'), 'keys', 'rotate'],
    { env: { ...environment, ...keySettings(...keyIds) } },
  );
  expect(stdout).toContain('Everything in the database is sealed with the key "new".');
}
