import { ErasureStore, usualPatienceMs } from '#data';
import { queueBackends, waitUntil } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;
const asked = /^Shall I delete everything that I keep about you\?/;
const gone = /^Everything that I kept about you is deleted\. This is my last message/;

describe('"delete my data"', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(async () => {
    await intent.reset();
    await intent.testDatabase.query('DELETE FROM erasure; DELETE FROM erased_message');
  });

  const erasures = (): ErasureStore => intent.app.get(ErasureStore, { strict: false });
  /** How many rows there are in each table that could hold something of a person. */
  async function rows(): Promise<Record<string, number>> {
    const tables = [
      'contact',
      'inbound_message',
      'outbound_message',
      'event',
      'task',
      'reminder',
      'note',
      'note_picture',
      'change',
      'former_name',
    ];
    const counts = tables.map(async (table) => {
      const [row] = await intent.testDatabase.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${table}`,
      );
      return [table, row?.count ?? -1] as const;
    });
    return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
  }
  async function fill(): Promise<void> {
    await intent.say('dentist next tuesday at 3pm, remind me an hour before');
    await intent.say('add milk to my list');
    await intent.say('remember that my locker is 42');
  }
  async function erase(): Promise<void> {
    expect(await intent.say('delete my data')).toMatch(asked);
    expect(await intent.say('yes')).toMatch(gone);
  }
  async function waitedMs({ messageKey }: { messageKey: string }): Promise<number | undefined> {
    const [row] = await intent.testDatabase.query<{ waitedMs: number }>(
      `SELECT extract(epoch FROM first_claimed_at - recorded_at)::float8 * 1000 AS "waitedMs" FROM inbound_message
        WHERE wamid_blind_index = $1`,
      [messageKey],
    );
    return row?.waitedMs;
  }
  /** As the notifier does once WhatsApp has the answer. */
  async function told(): Promise<void> {
    await intent.testDatabase.query(
      "UPDATE outbound_message SET status = 'accepted', wamid_blind_index = id::text",
    );
    await erasures().finish();
  }

  it('asks first, and a no leaves everything', async () => {
    await fill();
    const before = await rows();
    expect(await intent.say('delete my data')).toMatch(asked);

    expect(await intent.say('no')).toBe('OK, I left it as it was.');
    expect(await rows()).toMatchObject({ event: before.event, task: before.task, note: before.note });
  });

  it('leaves nothing but the answer, and nothing at all once that was sent', async () => {
    await fill();
    await erase();

    expect(await rows()).toEqual({ contact: 1, inbound_message: 1, outbound_message: 1 });
    expect(await intent.database.contact.findFirst()).toMatchObject({
      nameSealed: null,
      questionSealed: null,
    });
    await erasures().finish();
    expect(await rows()).toMatchObject({ outbound_message: 1 });

    await told();
    expect(await rows()).toEqual({});
    expect(await intent.database.erasure.findMany({ include: { names: true } })).toEqual([
      expect.objectContaining({
        actor: 'person',
        counts: { events: 1, tasks: 1, reminders: 1, notes: 1, received: 4, sent: 4 },
        names: expect.arrayContaining([
          expect.objectContaining({ blindIndex: intent.sealer.blindIndex('bsuid', 'DE.1349') }),
        ]),
      }),
    ]);
  });

  it('leaves none of the ids that the person had before, and no word that they asked for somebody', async () => {
    await intent.say('I want to talk to a person');
    const past = ['A', 'B'].map((id) => intent.sealer.blindIndex('bsuid', id));
    await intent.testDatabase.query(
      `INSERT INTO former_name (blind_index, contact_id, since, until)
        SELECT name, contact.id, now() - interval '1 day', now() FROM contact, unnest($1::text[]) AS name`,
      [past],
    );
    await intent.testDatabase.query(
      `INSERT INTO user_id_change (previous_blind_index, current_blind_index, current_sealed, occurred_at)
        VALUES ($1, $2, 'sealed', now())`,
      past,
    );
    expect(await intent.database.webhookNotice.count()).toBe(1);

    await erase();

    expect(await intent.database.userIdChange.count()).toBe(0);
    expect(await intent.database.webhookNotice.count()).toBe(0);
  });

  it('lets nothing act again: neither what is delivered once more, nor what was still on a queue', async () => {
    const first = intent.message('add milk to my list');
    const late = intent.message('add bread to my list');
    await intent.send(first);
    await erase();
    await told();

    await intent.enqueue(first, late, {
      ...first,
      readLaterFor: first.wamid,
      messageKey: 'later',
      wamid: 'later',
    });
    await intent.say('add eggs to my list');

    const tasks = await intent.database.task.findMany();
    expect(tasks.map(({ titleSealed }) => intent.sealer.open(titleSealed))).toEqual(['eggs']);
    expect(await intent.database.inboundMessage.count()).toBe(1);
  });

  it('lets the next message wait for none that was erased', async () => {
    const first = intent.message('add milk to my list');
    await intent.send(first);
    const { id } = (await intent.database.contact.findFirst())!;
    await erasures().eraseFor('root', id);
    const next = intent.message('add eggs to my list', {
      after: first.messageKey,
      sentAt: Math.floor(Date.now() / 1_000) + 1,
    });
    await intent.enqueue(next);
    await waitUntil('it is recorded', () => intent.database.inboundMessage.count());

    expect(await intent.answersTo(next)).toEqual([expect.stringContaining('eggs')]);
    // As long as it waits for one that is still on its way.
    expect(await waitedMs(next)).toBeLessThan(usualPatienceMs);
  });

  it('lets the next message wait for none that was dropped, as it was sent before the yes', async () => {
    await intent.say('delete my data');
    const yes = intent.message('yes');
    const again = intent.message('yes', { after: yes.messageKey, sentAt: yes.sentAt });
    const next = intent.message('add eggs to my list', { after: again.messageKey });
    expect(await intent.send(yes)).toEqual([expect.stringMatching(gone)]);

    await intent.enqueue(again, next);

    expect(await intent.answersTo(next)).toEqual([expect.stringContaining('eggs')]);
    expect(await waitedMs(next)).toBeLessThan(usualPatienceMs);
  });

  it('keeps what the person begins anew before they were told', async () => {
    await fill();
    await erase();
    expect(await intent.say('add eggs to my list')).toMatch(
      /^Task 1: eggs added to your list\n\nI am Handsfree/,
    );

    await told();

    expect(await rows()).toEqual({ contact: 1, inbound_message: 1, outbound_message: 1, task: 1, change: 1 });
    expect(await intent.say('done 1')).toBe('Task 1: eggs marked complete');
  });

  it("leaves everybody else's", async () => {
    await intent.say('add milk to my list', { from: { phone: '4915112345679' } });
    await fill();
    await erase();
    await told();

    expect(await rows()).toEqual({ contact: 1, inbound_message: 1, outbound_message: 1, task: 1, change: 1 });
  });
});
