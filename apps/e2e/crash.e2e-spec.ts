import { queueBackends, testSealer, TestStack, textValue, waitUntil, webhook } from '#testing';

/** Must cover a lease, or a lock and two stalled checks, and the wait after a send in doubt. */
const recoveryLimitMs = 120_000;

describe.each(queueBackends)('a worker that dies at work, queues in $name', (backend) => {
  let stack: TestStack;
  /** Somebody else in each test. */
  let who: { phone: string };
  let people = 1_000;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress', 'intent', 'notifier', 'simulator']);
  });
  afterAll(() => stack?.close());
  beforeEach(async () => {
    who = { phone: `1650555${people++}` };
    await stack.startStopped();
  });

  const sealer = testSealer();
  /** Rows of this test's person. */
  const rowsOf = (table: string, columns = '1'): Promise<Record<string, unknown>[]> =>
    stack.database.query(
      `SELECT ${columns} FROM ${table} WHERE contact_id = (SELECT id FROM contact WHERE phone_blind_index = $1)`,
      [sealer.blindIndex('phone', who.phone)],
    );

  const answers = async (): Promise<string[]> =>
    (await stack.simulator.books()).sends.filter(({ to }) => to === who.phone).map(({ body }) => body);

  async function answeredOnce(): Promise<void> {
    await waitUntil('the message is answered', async () => (await answers()).length > 0, recoveryLimitMs);
    const isRead = async (): Promise<true> => {
      const rows = await rowsOf('outbound_message', 'status, send_attempts');
      // What it was instead is told when the time is over.
      expect(rows).toEqual([expect.objectContaining({ status: 'read' })]);
      return true;
    };
    await waitUntil('the answer was read', isRead, recoveryLimitMs).catch((error: Error) => {
      throw new Error(`${error.message}\n${stack.app('ingress').output.slice(-5_000)}`, {
        cause: error.cause,
      });
    });
    expect(await answers()).toEqual(['Task 1: milk added to your list']);
  }

  it('intent killed before it acted: the answer comes once it is back', async () => {
    await stack.app('intent').stop('SIGKILL');
    await stack.simulator.say('add milk to my list', who);

    await stack.startApp('intent');

    await answeredOnce();
  });

  it('intent killed between claim and act: another process takes the message over', async () => {
    await stack.simulator.say('hello', who);
    await waitUntil('the person is known', async () => (await answers()).length === 1);
    // Locking the person lets the message be recorded and claimed but not acted on.
    const release = await stack.database.hold('SELECT id FROM contact FOR NO KEY UPDATE');
    await stack.simulator.say('add milk to my list', who);
    await waitUntil('it is claimed', async () =>
      (await rowsOf('inbound_message', 'lease')).some(({ lease }) => lease !== null),
    );
    await stack.app('intent').stop('SIGKILL');
    await release();

    await stack.startApp('intent');

    await waitUntil('it is answered', async () => (await answers()).length === 2, recoveryLimitMs);
    expect((await answers())[1]).toBe('Task 1: milk added to your list');
    expect(await rowsOf('task')).toHaveLength(1);
  });

  it('intent killed in the middle of a transaction: acted once, answered once', async () => {
    // A table lock keeps the transaction open while the process dies.
    const release = await stack.database.hold('LOCK TABLE task IN ACCESS EXCLUSIVE MODE');
    await stack.simulator.say('add milk to my list', who);
    await waitUntil('intent waits for the table', async () => {
      const rows = await stack.database.query(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'task'::regclass",
      );
      return rows.length > 0;
    });
    await stack.app('intent').stop('SIGKILL');
    await release();

    await stack.startApp('intent');

    await answeredOnce();
    expect(await rowsOf('task')).toHaveLength(1);
  });

  it('intent killed after it wrote the answer and before it enqueued it: the relay sends it', async () => {
    await stack.app('notifier').stop();
    await stack.simulator.say('add milk to my list', who);
    await waitUntil('the answer is written', async () => (await rowsOf('outbound_message')).length > 0);
    await stack.app('intent').stop('SIGKILL');
    await stack.emptyQueue('outbound');

    await stack.startApp('notifier');

    await answeredOnce();
  });

  it('notifier killed while WhatsApp is out of reach: the answer comes when both are back', async () => {
    await stack.app('simulator').stop();
    await stack.deliverWebhook(webhook(textValue('add milk to my list', who)));
    await waitUntil('a send failed', () => stack.app('notifier').output.includes('WhatsApp did not answer'));
    await stack.app('notifier').stop('SIGKILL');

    await stack.startApp('simulator');
    await stack.startApp('notifier');

    await answeredOnce();
  });

  it('notifier killed with the message in hand, before WhatsApp had it: it is sent once nobody can hold it', async () => {
    await stack.app('notifier').stop();
    await stack.simulator.say('add milk to my list', who);
    await waitUntil('the answer waits', async () => (await rowsOf('outbound_message')).length > 0);
    await stack.database.query(
      "UPDATE outbound_message SET status = 'sending', sending_since = now() WHERE status = 'queued'",
    );

    await stack.startApp('notifier');

    await answeredOnce();
  });

  it('notifier killed after WhatsApp took the message: it is not sent again', async () => {
    await stack.simulator.setFaults({ sends: { status: 'slow', times: 1, delayMs: 3_000 } });
    await stack.simulator.say('add milk to my list', who);
    await waitUntil('WhatsApp has the message', async () => (await answers()).length > 0);
    await stack.app('notifier').stop('SIGKILL');

    await stack.startApp('notifier');

    await answeredOnce();
  });
});
