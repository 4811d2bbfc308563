import { type AppName, queueBackends, TestStack, waitUntil } from '#testing';

describe.each(queueBackends)('SIGTERM, queues in $name', (backend) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress', 'intent', 'notifier', 'simulator']);
  });
  afterAll(() => stack?.close());

  it('lets the notifier finish the message that it is sending', async () => {
    await stack.simulator.setFaults({ sends: { status: 'slow', times: 1, delayMs: 1_500 } });
    await stack.simulator.say('add milk to my list');
    await waitUntil(
      'WhatsApp has the message',
      async () => (await stack.simulator.books()).sends.length === 1,
    );

    expect(await stack.app('notifier').stop()).toEqual({ code: 0, signal: null });

    const [message] = await stack.database.query('SELECT wamid_blind_index FROM outbound_message');
    expect(message).toEqual({ wamid_blind_index: expect.any(String) });
  });

  it.each<AppName>(['ingress', 'intent', 'simulator'])('ends %s with exit code 0', async (name) => {
    expect(await stack.app(name).stop()).toEqual({ code: 0, signal: null });
  });
});
