import { DateTime } from 'luxon';

import { DueReminderStore, type Transaction } from '#data';
import { queueBackends, waitUntil } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;
type Kind = NonNullable<Parameters<DueReminderStore['take']>[2]>[number];

describe('what a person changes while it fires', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** As a scheduler does it, which is not done yet when the person's message is acted on. @param again it rings until it is done */
  async function sayWhileFiring(words: string, kinds: Kind[], again?: number): Promise<void> {
    const due = new DueReminderStore(intent.sealer);
    const message = intent.message(words);
    const work = async (tx: Transaction): Promise<void> => {
      await tx.$executeRaw`UPDATE reminder SET due_at = now() - interval '1 second' WHERE fired_at IS NULL AND kind = ANY(${kinds})`;
      const fired = await due.take(tx, 10, kinds);
      expect(fired).toHaveLength(1);
      const dueAt = new Date(Date.now() + 86_400_000);
      await due.addNext(
        tx,
        fired.map(({ id }) => ({ id, dueAt, ...(again !== undefined && { ring: again }) })),
      );
      await intent.enqueue(message);
      await waitUntil('the message waits for it', async () => {
        const sql =
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
        return (await intent.testDatabase.query(sql)).length > 0;
      });
    };
    // A busy machine may take longer than usual transactions may.
    await intent.database.$transaction(work, { maxWait: 60_000, timeout: 60_000 });
    await intent.handled(message);
  }
  const pending = async (zone = 'Europe/Berlin'): Promise<string[]> => {
    const rows = await intent.database.reminder.findMany({ where: { firedAt: null, cancelledAt: null } });
    return rows.map(({ dueAt }) => DateTime.fromJSDate(dueAt, { zone }).toFormat('HH:mm'));
  };

  it.each<[string, string, Kind, string[]]>([
    ['remind me to stretch every day at 5pm', 'stop reminding me to stretch', 'reminder', []],
    ['yoga every day at 6pm', 'cancel all yoga', 'event', []],
    ['yoga every day at 6pm', 'move all yoga to 7pm', 'event', ['18:45']],
    ['yoga every day at 6pm, remind me an hour before', 'move all yoga to 7pm', 'reminder', ['18:00']],
  ])('rings no more as it was: "%s", "%s"', async (made, words, kind, expected) => {
    await intent.say(made);

    await sayWhileFiring(words, [kind]);

    expect(await pending()).toEqual(expected);
  });

  it('comes along on a journey', async () => {
    await intent.say('remind me to take my pills every day at 8am');

    await sayWhileFiring("I'm in Tokyo", ['reminder']);

    const rows = await intent.database.reminder.findMany({ where: { firedAt: null, cancelledAt: null } });
    expect(rows).toMatchObject([{ timezone: 'Asia/Tokyo' }]);
  });

  it('is an agenda that was stopped', async () => {
    await intent.say('send me my agenda every morning at 7');

    await sayWhileFiring('stop the agenda', ['agenda']);

    expect(await pending()).toEqual([]);
  });

  it('does not ring again once it is done', async () => {
    await intent.say('keep reminding me to call mom tomorrow at 5pm until I do it');
    const { id } = await ring(intent, 'call mom');
    const [{ contactId, titleSealed } = { contactId: '', titleSealed: '' }] =
      await intent.database.reminder.findMany();
    await intent.database.reminder.create({
      data: { contactId, titleSealed, ring: 1, againOfId: id, dueAt: new Date() },
    });

    await sayWhileFiring('done', ['reminder'], 2);

    expect(await pending()).toEqual([]);
  });
});
