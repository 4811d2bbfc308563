import { queueBackends, testAccount, TestStack, waitUntil } from '#testing';
import { ourTemplates, showWaitingAnswers, TemplateClient, TokenSource } from '#whatsapp';

const dayMs = 24 * 3_600_000;

describe.each(queueBackends)('a person who has not written for a day, queues in $name,', (backend) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress', 'intent', 'notifier', 'simulator']);
  });
  afterAll(() => stack?.close());

  const sends = async () => (await stack.simulator.books()).sends;
  const got = (count: number): Promise<unknown> =>
    waitUntil(`${count} messages came`, async () => (await sends()).length === count);

  async function approveTemplates(): Promise<void> {
    const config = { apiBaseUrl: stack.app('simulator').url, apiVersion: 'v26.0' };
    const token = new TokenSource({ apiTokens: [testAccount.apiToken] });
    const client = new TemplateClient({ ...config, businessAccountId: '102290129340398' }, token);
    for (const template of ourTemplates) await client.submit(template);
    await waitUntil('the templates are approved', async () =>
      (await client.list()).every(({ status }) => status === 'APPROVED'),
    );
  }

  it('gets a reminder as a template, and what could not be sent once they tap on the word that it waits', async () => {
    const query = (sql: string) => stack.database.query(sql);
    await approveTemplates();
    await stack.simulator.say('remind me to water the plants in 2 hours');
    await got(1);
    await stack.simulator.advance(dayMs + 60_000);
    await query("UPDATE inbound_message SET sent_at = sent_at - interval '24 hours 1 minute'");

    await query('UPDATE reminder SET due_at = now()');
    await got(2);
    // An answer that took a day, and three more.
    await query(
      `INSERT INTO outbound_message (id, contact_id, body_sealed, relay_after, created_at)
        SELECT gen_random_uuid(), contact_id, body_sealed, now(), now() - minutes * interval '1 minute'
        FROM outbound_message, generate_series(1, 4) AS minutes WHERE in_reply_to_id IS NOT NULL`,
    );
    await got(3);
    await waitUntil('all of them wait', async () => {
      const parked = await query('SELECT 1 FROM outbound_message WHERE parked_at IS NOT NULL');
      return parked.length === 4;
    });
    const [first, , notice] = await sends();
    await stack.simulator.tap(notice!.wamid, showWaitingAnswers);
    await got(8);

    const seen = (await sends()).slice(1).map(({ request, body }) => ({ type: request.type, body }));
    expect(seen).toEqual([
      { type: 'template', body: expect.stringContaining('water the plants') },
      { type: 'template', body: expect.stringContaining('could not deliver in time') },
      ...Array.from({ length: 4 }, () => ({ type: 'text', body: first!.body })),
      { type: 'text', body: 'Nothing else is waiting for you.' },
    ]);
  });
});
