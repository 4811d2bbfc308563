import { DueReminderStore, OutboundStore } from '#data';
import { queueBackends, waitUntil } from '#testing';

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

describe.each(queueBackends)(
  'a reminder whose message was dropped after it was taken back, $name',
  (backend) => {
    let intent: IntentApp;

    beforeAll(async () => {
      intent = await IntentApp.start(backend);
    });
    afterAll(() => intent.close());
    afterEach(() => intent.reset());

    const query = (sql: string): Promise<unknown[]> => intent.testDatabase.query(sql);
    /** What rings, as the scheduler sees it. */
    const ring = () => intent.database.transaction((tx) => new DueReminderStore(intent.sealer).take(tx, 10));
    const said = async (text: string): Promise<string> => {
      const message = intent.message(text);
      await intent.send(message);
      return message.messageKey;
    };
    const revoke = (refersTo: string): Promise<string | null> => intent.say('', { kind: 'revoke', refersTo });
    const messages = () => intent.database.outboundMessage.count({ where: { purpose: 'reminder' } });

    /** It has rung, and its message waits in the outbox, or for the person to write. */
    async function rang(isParked = false): Promise<void> {
      await said('remind me to call mom in 2 hours');
      await query("UPDATE reminder SET due_at = now() - interval '1 minute'");
      const [due] = await ring();
      const outbound = new OutboundStore(intent.database, intent.sealer);
      await intent.database.transaction((tx) =>
        outbound.write(tx, {
          contactId: due!.contactId,
          reminderId: due!.id,
          purpose: 'reminder',
          body: 'Reminder: call mom',
          // It does not leave before all is said.
          notBefore: new Date(Date.now() + 3_600_000),
        }),
      );
      if (isParked)
        await query(
          "UPDATE outbound_message SET parked_at = now(), not_before = NULL WHERE purpose = 'reminder'; UPDATE inbound_message SET sent_at = sent_at - interval '25 hours'",
        );
    }

    it('rings anew when the message that took it back is deleted hours later', async () => {
      await rang();
      const taken = await said('cancel the reminder to call mom');
      await query(
        "UPDATE reminder SET cancelled_at = now() - interval '3 hours'; UPDATE change SET at = now() - interval '3 hours'",
      );
      const [message] = await intent.database.outboundMessage.findMany({ where: { purpose: 'reminder' } });
      await new OutboundStore(intent.database, intent.sealer).dropNeedless(message!.id);
      expect(await messages()).toBe(0);
      expect(await intent.say('undo')).toMatch(/^There is nothing to undo/);
      expect(await ring()).toEqual([]);

      expect(await revoke(taken)).toMatch(/^You took your message back/);

      expect(await ring()).toMatchObject([{ title: 'call mom', isAnew: true }]);
      expect(await ring()).toEqual([]);
    });

    it('rings anew by "undo" when it had waited for the very message that took it back', async () => {
      await rang(true);
      await said('cancel the reminder to call mom');
      expect(await messages()).toBe(0);

      expect(await intent.say('undo')).toMatch(/^Undone/);

      // To the person it is still to come, and can be taken back once more.
      expect(await intent.say('cancel the reminder to call mom')).toMatch(/call mom/);
      expect(await ring()).toEqual([]);
      expect(await intent.say('undo')).toMatch(/^Undone/);
      expect(await ring()).toMatchObject([{ title: 'call mom', isAnew: true }]);
    });

    it('can be taken back while it is rung anew', async () => {
      await rang(true);
      await said('cancel the reminder to call mom');
      await intent.say('undo');
      const outbound = new OutboundStore(intent.database, intent.sealer);
      let answer: Promise<unknown> = Promise.resolve();
      const patient = { maxWait: 60_000, timeout: 120_000 };

      await intent.database.$transaction(async (tx) => {
        const [due] = await new DueReminderStore(intent.sealer).take(tx, 10);
        const { contactId, id: reminderId } = due!;
        await outbound.write(tx, { contactId, reminderId, purpose: 'reminder', body: 'Reminder: call mom' });
        answer = intent.say('cancel the reminder to call mom');
        const waits =
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        await waitUntil('that waits', async () => (await query(waits)).length > 0);
      }, patient);

      expect(await answer).toMatch(/call mom/);
      expect(await intent.database.reminder.findMany()).toMatchObject([{ cancelledAt: expect.any(Date) }]);
    });

    it('rings anew when it was dropped because the person said "stop", which is no change that could be undone', async () => {
      await rang();
      const taken = await said('cancel the reminder to call mom');
      const stop = await said('stop');
      expect(await messages()).toBe(0);
      expect(await intent.say('start')).not.toContain('call mom');
      const rows = await intent.database.inboundMessage.findMany({ where: { wamidBlindIndex: stop } });
      expect(await intent.database.change.count({ where: { messageId: rows[0]!.id } })).toBe(0);

      await revoke(taken);

      expect(await ring()).toMatchObject([{ title: 'call mom', isAnew: true }]);
    });
  },
);
