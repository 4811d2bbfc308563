import fc from 'fast-check';

import {
  type MessageContent,
  messageValue,
  newWamid,
  type Person,
  queueBackends,
  TestStack,
  waitUntil,
  webhook,
  testSealer,
} from '#testing';

/** Shuffles per set. */
const shuffles = 4;
/** What was recorded is claimed when the test says so: not before all of it is there, however long that takes. */
const holdClaims = `
  CREATE FUNCTION hold_claim() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN NEW.claimable_at := now() + interval ''1 day''; RETURN NEW; END';
  CREATE TRIGGER hold_claim BEFORE INSERT ON inbound_message FOR EACH ROW EXECUTE FUNCTION hold_claim()`;
const letClaim = `UPDATE inbound_message SET claimable_at = now() WHERE claimable_at > now() + interval '1 hour'`;

/** The final state of the database, in words. */
interface State {
  messages: Record<string, unknown>[];
  tasks: Record<string, unknown>[];
  reminders: unknown[];
}

interface Conversation {
  /** In the order they were sent. */
  webhooks: object[];
  blindIndexes: string[];
}

describe.each(queueBackends)('webhooks in any order and any number, queues in $name', (backend) => {
  let stack: TestStack;
  const sealer = testSealer();

  beforeAll(async () => {
    stack = await TestStack.start(backend, ['ingress']);
    await stack.database.query(holdClaims);
  });
  afterAll(() => stack?.close());

  /**
   * What two people send within a minute: bursts, a reaction, a location, an edit and a deletion. New people each time.
   */
  function conversation(): Conversation {
    const [one, other] = [newPerson('1650555'), newPerson('4915112')];
    const wamids: string[] = [];
    let second = Math.floor(Date.now() / 1_000) - 60;
    const sent = (content: MessageContent, person = one): object => {
      const wamid = newWamid();
      wamids.push(wamid);
      const value = messageValue(content, person, wamid);
      const [message] = value.messages as object[];
      return webhook({ ...value, messages: [{ ...message, timestamp: String(second++) }] });
    };
    const said = (body: string, person = one): object => sent({ type: 'text', text: { body } }, person);
    const webhooks = [
      said('add milk to my list'),
      said('remind me', other),
      said('add bread to my list'),
      said('to call mom', other),
      said('add whisky to my list'),
      said('tomorrow at 5pm', other),
      sent({
        type: 'edit',
        edit: {
          original_message_id: wamids[2]!,
          message: { type: 'text', text: { body: 'add butter to my list' } },
        },
      }),
      sent({ type: 'revoke', revoke: { original_message_id: wamids[4]! } }),
      sent({ type: 'reaction', reaction: { message_id: wamids[0]!, emoji: '👍' } }, other),
      said('done 1'),
      sent({ type: 'location', location: { latitude: 37.4, longitude: -122.1 } }),
      said("what's on my list"),
    ];
    return { webhooks, blindIndexes: wamids.map((wamid) => sealer.blindIndex('wamid', wamid)) };
  }

  const deliver = async (webhooks: object[]): Promise<void> => {
    for (const body of webhooks) expect((await stack.deliverWebhook(body)).status).toBe(200);
  };

  async function stateOf({ blindIndexes }: Conversation): Promise<State> {
    const { database } = stack;
    const messages = await waitUntil('every message is handled', async () => {
      const rows = await database.query(
        `SELECT kind, intent, m.contact_id, m.body_sealed AS words, o.body_sealed AS answer
         FROM inbound_message m LEFT JOIN outbound_message o ON o.in_reply_to_id = m.id
         WHERE m.wamid_blind_index = ANY($1) AND m.handled_at IS NOT NULL ORDER BY m.sent_at`,
        [blindIndexes],
      );
      return rows.length === blindIndexes.length && rows;
    });
    const people = [messages.map((row) => row.contact_id as string)];
    const tasks = await database.query(
      'SELECT number, title_sealed FROM task WHERE contact_id = ANY($1) ORDER BY id',
      people,
    );
    const reminders = await database.query(
      'SELECT title_sealed FROM reminder WHERE contact_id = ANY($1)',
      people,
    );
    const open = (sealed: unknown): unknown => (typeof sealed === 'string' ? sealer.open(sealed) : sealed);
    return {
      messages: messages.map(({ kind, intent, words, answer }) => ({
        kind: kind as unknown,
        intent: intent as unknown,
        words: open(words),
        answer: open(answer),
      })),
      tasks: tasks.map(({ number, title_sealed: title }) => ({
        number: number as unknown,
        title: open(title),
      })),
      reminders: reminders.map(({ title_sealed: title }) => open(title)),
    };
  }

  it('lead to the same end', async () => {
    const count = conversation().webhooks.length;
    const orders = fc.array(deliveries(count), { minLength: shuffles, maxLength: shuffles });
    const inOrder = Array.from({ length: count }, (_, at) => at);

    await fc.assert(
      fc.asyncProperty(orders, async (shuffled) => {
        const all = [inOrder, ...shuffled].map((order) => ({ order, ...conversation() }));
        for (const { order, webhooks } of all) await deliver([...new Set(order)].map((at) => webhooks[at]!));
        await stack.startApp('intent');
        await waitUntil('every message is recorded', async () => {
          const rows = await stack.database.query('SELECT FROM inbound_message');
          return rows.length === all.length * count;
        });
        for (const { order, webhooks } of all)
          await deliver(order.flatMap((at, index) => (order.indexOf(at) === index ? [] : webhooks[at]!)));
        await stack.database.query(letClaim);

        const [expected, ...ends] = await Promise.all(all.map(stateOf));
        expect(expected!.tasks).toEqual([
          { number: null, title: 'milk' },
          { number: 2, title: 'butter' },
        ]);
        expect(expected!.reminders).toEqual(['call mom']);
        expect(expected!.messages.at(-1)).toMatchObject({ answer: 'Your list:\n2. butter' });
        for (const end of ends) expect(end).toEqual(expected);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

/** Each of `count` webhooks one to three times, in any order. */
function deliveries(count: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length: count }, (_, at) => at);
  return fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: count, maxLength: count })
    .map((times) => all.flatMap((at) => Array<number>(times[at] ?? 1).fill(at)))
    .chain((many) => fc.shuffledSubarray(many, { minLength: many.length }));
}

let people = 1_000;
const newPerson = (prefix: string): Person => {
  people++;
  return { phone: `${prefix}${people}`, bsuid: `US.${prefix}${people}`, name: 'Sheena Nelson' };
};
