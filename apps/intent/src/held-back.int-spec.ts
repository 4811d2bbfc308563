import { OutboundStore } from '#data';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

describe('a reminder that rang, and whose message has not left,', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    intent = await IntentApp.start(queueBackends.at(-1)!);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** All that is to ring has rung, and waits in the outbox. */
  async function ringAll(): Promise<void> {
    await intent.testDatabase.query(
      `UPDATE reminder SET fired_at = now() WHERE fired_at IS NULL;
      INSERT INTO outbound_message (id, contact_id, reminder_id, body_sealed, purpose, relay_after)
        SELECT gen_random_uuid(), contact_id, id, title_sealed, 'reminder', now() FROM reminder`,
    );
  }
  const rings = () => intent.database.outboundMessage.findMany({ where: { purpose: 'reminder' } });
  const outbound = () => new OutboundStore(intent.database, intent.sealer);
  /** Whether each is withdrawn. */
  const withdrawn = async (): Promise<boolean[]> => {
    const rows = await intent.database.reminder.findMany({
      where: { firedAt: { not: null } },
      orderBy: { createdAt: 'asc' },
    });
    return rows.map(({ cancelledAt, doneAt }) => (cancelledAt ?? doneAt) !== null);
  };

  it.each([
    ['remind me to call mom in 2 hours', 'cancel the reminder to call mom'],
    ['remind me to call mom in 2 hours', 'cancel all my reminders'],
    ['remind me to call mom in 2 hours', 'snooze it for an hour'],
    ['remind me to call mom in 2 hours', 'done'],
    ['dentist in 3 days at 3pm', 'cancel the dentist'],
    ['dentist in 3 days at 3pm, remind me an hour before', 'cancel the dentist'],
    ['send me my agenda every morning at 7', 'stop the agenda'],
  ])('is withdrawn, and brought back by "undo": "%s", "%s"', async (wish, taken) => {
    await intent.say(wish);
    await ringAll();

    await intent.say(taken);
    expect(await withdrawn()).not.toContain(false);
    // The notifier has looked at them meanwhile.
    for (const { id } of await rings()) await outbound().dropNeedless(id);

    expect(await intent.say('undo')).toMatch(/^Undone/);
    expect(await withdrawn()).not.toContain(true);
    const waiting = await rings();
    expect(waiting).not.toEqual([]);
    for (const { notBefore } of waiting) expect(notBefore).toBeNull();
  });

  it('is cancelled with those of its series that are to come', async () => {
    await intent.say('remind me to take my pills every day at 8am');
    await ringAll();
    await intent.testDatabase.query(
      `INSERT INTO reminder (id, contact_id, kind, title_sealed, due_at, rule, series_start, timezone)
        SELECT gen_random_uuid(), contact_id, kind, title_sealed, due_at + interval '1 day', rule, series_start, timezone FROM reminder`,
    );

    expect(await intent.say('stop reminding me to take my pills')).toMatch(/pills/);

    expect(await withdrawn()).toEqual([true]);
    expect(await intent.database.reminder.count({ where: { cancelledAt: null } })).toBe(0);
  });

  it('goes with the wish that is undone', async () => {
    await intent.say('remind me to call mom in 2 hours');
    await ringAll();

    expect(await intent.say('undo')).toMatch(/^Undone/);

    expect(await intent.database.outboundMessage.count({ where: { purpose: 'reminder' } })).toBe(0);
  });
});
