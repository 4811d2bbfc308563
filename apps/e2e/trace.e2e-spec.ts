import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

import { queueBackends, TestStack, waitUntil } from '#testing';

interface Told {
  is: string;
  says: string;
  steps: { says: string }[];
}

let stack: TestStack;

beforeAll(async () => {
  stack = await TestStack.start(queueBackends[0]!, ['ingress', 'intent', 'notifier', 'simulator']);
});
afterAll(() => stack.close());

function trace(...args: string[]): Promise<string> {
  const main = resolve('dist/apps/cli/src/main.js');
  const env = { PATH: process.env.PATH, ...stack.environment };
  return new Promise((done) => {
    execFile(process.execPath, [main, 'trace', ...args], { env }, (_, stdout) => done(stdout));
  });
}
const told = async (id: string): Promise<Told> => JSON.parse(await trace(id, '--json')) as Told;

it('tells the whole way of a message that was answered', async () => {
  const { wamid } = await stack.simulator.say('add milk to my list');
  await waitUntil(
    'the answer was read, and all reports of it have come',
    async () => (await stack.database.query('SELECT FROM outbound_status_entry')).length === 3,
  );

  const { is, steps } = await told(wamid);

  expect(is).toBe('arrived');
  expect(new Set(steps.map(({ says }) => says.replace(/:.*/, '')))).toEqual(
    new Set([
      "sent by the person (text), by WhatsApp's clock",
      'received by ingress',
      'recorded',
      'claimed by a worker for the first time',
      'handled as create_task',
      'answer written',
      'answer',
      'answer sent, WhatsApp says',
      'answer delivered, WhatsApp says',
      'answer read, WhatsApp says',
    ]),
  );
  const [send] = (await stack.simulator.books()).sends;
  expect((await told(send!.wamid)).steps).toEqual(steps);
});

it('tells why somebody got no answer, and names nobody', async () => {
  await stack.app('notifier').stop();
  const { wamid } = await stack.simulator.say('add bread to my list');
  await waitUntil(
    'it is handled',
    async () => (await told(wamid)).is === 'waits' && (await told(wamid)).steps.length > 4,
  );

  expect((await told(wamid)).says).toMatch(/^Its answer could leave now, and waits for a notifier since/);
  await stack.app('intent').stop();
  const next = await stack.simulator.say('add tea to my list');
  expect((await told(next.wamid)).says).toBe('No message of this id was ever recorded here.');

  const [{ phone } = {}] = await stack.simulator.people();
  const list = await trace('--from', phone!);
  expect(list).toMatch(
    /received text {2}.* Its answer could leave now.*\n.*received text {2}.* Its answer arrived/s,
  );
  expect(list).not.toMatch(new RegExp(`${phone}|milk|bread`));
});
