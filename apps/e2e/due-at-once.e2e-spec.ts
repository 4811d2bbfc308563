import { randomUUID } from 'node:crypto';

import { freePort } from '#platform';
import { AppProcess, letWrite, queueBackends, testSealer, TestStack, waitUntil } from '#testing';

/** Ten thousand take long where queues live in PostgreSQL: one back end is enough, and Redis where there is one. */
const backends = queueBackends.slice(-1);
const reminders = 10_000;
/** Of them, so many are due only when two notifiers have died: until then there is something left to send, however long that takes. */
const last = 500;
/** Until nobody can hold what the dead ones had in hand, and then until it is proved that it never arrived. */
const recoveryLimitMs = 400_000;

describe.each(backends)('reminders that are due at once, queues in $name', (backend) => {
  let stack: TestStack;
  const notifiers: AppProcess[] = [];

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress', 'simulator'], {
      MESSAGES_PER_SECOND: '2000',
      MESSAGES_PER_MINUTE: '100000',
    });
    await stack.simulator.changeRules({
      messagesPerSecond: 100_000,
      closedWindow: 'sent all the same',
      // The reports that matter here, in few requests.
      statusAfterMs: { sent: 50, delivered: null, read: null },
      batchMs: 200,
    });
  });
  afterAll(async () => {
    await Promise.all(notifiers.map((notifier) => notifier.stop('SIGKILL')));
    await stack?.close();
  });

  /** As many people, who have all just written, each with one. */
  async function fill(): Promise<void> {
    const sealer = testSealer();
    const people = Array.from({ length: reminders }, (_, at) => ({
      id: randomUUID(),
      phone: String(16_505_000_000 + at),
    }));
    await stack.database.query(
      `INSERT INTO contact (id, phone_blind_index, phone_sealed, welcomed_at, updated_at)
        SELECT id, blind_index, sealed, now(), now() FROM unnest($1::uuid[], $2::text[], $3::text[]) AS p(id, blind_index, sealed)`,
      [
        people.map(({ id }) => id),
        people.map(({ phone }) => sealer.blindIndex('phone', phone)),
        people.map(({ phone }) => sealer.seal(phone)),
      ],
    );
    const ids = people.map(({ id }) => id);
    await letWrite(stack.database, ids);
    await stack.database.query(
      `INSERT INTO reminder (id, contact_id, title_sealed, due_at, timezone)
        SELECT gen_random_uuid(), id, $2, now() + CASE WHEN at > $3 THEN interval '1 day' ELSE '0' END, 'Europe/Berlin'
        FROM unnest($1::uuid[]) WITH ORDINALITY AS p(id, at)`,
      [ids, sealer.seal('call mom'), reminders - last],
    );
  }

  async function startNotifier(): Promise<AppProcess> {
    const notifier = new AppProcess('notifier', {
      ...stack.environment,
      NOTIFIER_PORT: String(await freePort()),
    });
    notifiers.push(notifier);
    await notifier.ready();
    return notifier;
  }

  const count = async (sql: string): Promise<number> => {
    const [row] = await stack.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
    return row?.count ?? -1;
  };
  const left = "outbound_message WHERE status >= 'accepted'";

  it('ring once each, when two of three notifiers are killed on the way', async () => {
    await fill();
    const [first, second] = await Promise.all([startNotifier(), startNotifier(), startNotifier()]);

    await waitUntil('some rang', async () => (await count('reminder WHERE fired_at IS NOT NULL')) > 0);
    await first.stop('SIGKILL');
    await waitUntil('some were sent', async () => (await count(left)) > reminders / 20, recoveryLimitMs);
    await second.stop('SIGKILL');
    await stack.database.query(
      'UPDATE reminder SET due_at = now() WHERE fired_at IS NULL AND due_at > now()',
    );

    await waitUntil('all were sent', async () => (await count(left)) === reminders, recoveryLimitMs);
    const [rows] = await stack.database.query(
      `SELECT count(*)::int AS messages, count(DISTINCT reminder_id)::int AS reminders, sum(duplicates)::int AS twice,
        (SELECT count(*)::int FROM reminder WHERE fired_at IS NULL) AS silent FROM outbound_message`,
    );
    expect(rows).toEqual({ messages: reminders, reminders, twice: 0, silent: 0 });
    const { sends } = await stack.simulator.books();
    expect(new Set(sends.map(({ to }) => to)).size).toBe(reminders);
    expect(sends).toHaveLength(reminders);
  }, 500_000);
});
