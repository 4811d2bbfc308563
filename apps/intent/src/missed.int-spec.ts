import { OutboundStore } from '#data';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

describe('what was missed', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    intent = await IntentApp.start(queueBackends.at(-1)!);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const query = (sql: string, values: unknown[] = []) =>
    intent.testDatabase.query<{ id: string }>(sql, values);

  /** A reminder that rang so many minutes ago, and how far its message came. @returns its id */
  async function rang(title: string, minutesAgo: number, ...statuses: string[]): Promise<string> {
    await intent.say(`remind me to ${title} in 2 hours`);
    const [row] = await query(
      `UPDATE reminder SET fired_at = now() - $1 * interval '1 minute', due_at = now() - $1 * interval '1 minute'
        WHERE fired_at IS NULL RETURNING id`,
      [minutesAgo],
    );
    const [message] = await query(
      `INSERT INTO outbound_message (id, contact_id, reminder_id, body_sealed, purpose, status, relay_after, failed_at)
        SELECT gen_random_uuid(), contact_id, id, title_sealed, 'reminder', $2::outbound_status, now(),
          CASE WHEN $2 = 'failed' THEN now() END
        FROM reminder WHERE id = $1 RETURNING id`,
      [row!.id, statuses.at(-1) ?? 'queued'],
    );
    for (const status of statuses) {
      await query(
        `INSERT INTO outbound_status_entry (outbound_message_id, status, occurred_at)
          VALUES ($1, $2::outbound_status, now() - $3 * interval '1 minute')`,
        [message!.id, status, minutesAgo - 1],
      );
    }
    return row!.id;
  }

  /** So that "today" does not end in between. */
  const time = String.raw`(?:at \d+:\d\d [AP]M|on .* at \d+:\d\d [AP]M)`;

  it.each([
    [['sent', 'delivered', 'read'], `Yes, ${time}: \\*call mom\\*\\nYou read it ${time}\\.`],
    [['sent', 'delivered'], `Yes, ${time}: \\*call mom\\*\\nIt reached your phone ${time}\\.`],
    [['sent'], `I sent it ${time}, but it has not reached your phone: \\*call mom\\*`],
    [['failed'], `I sent it ${time}, but it did not reach you: \\*call mom\\*`],
    [[], `It was due ${time}, but it has not left yet: \\*call mom\\*`],
  ])('"did you remind me" is answered from what was reported: %j', async (statuses, answer) => {
    await rang('call mom', 5, ...statuses);

    expect(await intent.say('did you remind me to call mom?')).toMatch(new RegExp(`^${answer}$`));
    expect(await intent.say('did you remind me?')).toMatch(new RegExp(`^${answer}$`));
  });

  it('says when it was due what rings late, as after an outage or when it is brought back, and has not left', async () => {
    const id = await rang('call mom', 5);
    await query("UPDATE reminder SET due_at = '2020-01-01T15:04Z' WHERE id = $1", [id]);

    expect(await intent.say('did you remind me?')).toMatch(/^It was due on .* 2020 at 4:04 PM/);
  });

  it('says of what was done before it could leave that it did not ring, and that it will when that is undone', async () => {
    await rang('call mom', 5);
    await intent.say('done');
    await query("UPDATE reminder SET done_at = now() - interval '20 minutes'");
    const [message] = await query("SELECT id FROM outbound_message WHERE purpose = 'reminder'");
    await new OutboundStore(intent.database, intent.sealer).dropNeedless(message!.id);
    expect(await intent.say('did you remind me?')).toBe('No, no reminder rang in the last 24 hours.');

    await intent.say('undo');

    expect(await intent.say('did you remind me?')).toMatch(
      /^It was due .*, but it has not left yet: \*call mom\*$/,
    );
  });

  it('says of what did not ring after "stop" that it did not', async () => {
    await rang('call mom', 5, 'delivered');
    await rang('water the plants', 5);
    await intent.say('stop');

    const held = `• water the plants: ${time}, it did not ring, since you had stopped my messages`;
    expect(await intent.say('what did I miss?')).toMatch(
      new RegExp(`^2 reminders were due .* that are not done:\n• call mom: .*\n${held}$`),
    );
    expect(await intent.say('did you remind me to water the plants?')).toMatch(
      new RegExp(
        `^It was due ${time}, but it did not ring, since you had stopped my messages: \\*water the plants\\*$`,
      ),
    );
  });

  it('counts a repetition that arrived for the one that failed', async () => {
    await rang('call mom', 5, 'failed');
    await query(
      `INSERT INTO outbound_message (id, contact_id, retry_of_id, retry_number, body_sealed, purpose, status, relay_after)
        SELECT gen_random_uuid(), contact_id, id, 1, body_sealed, purpose, 'delivered', now()
        FROM outbound_message WHERE reminder_id IS NOT NULL`,
    );

    expect(await intent.say('did you remind me?')).toMatch(/^Yes, .*\nIt reached your phone\.$/);
  });

  it('says no where nothing rang, and when something will', async () => {
    expect(await intent.say('did you remind me this morning?')).toBe('No, no reminder rang today.');
    expect(await intent.say('did you remind me?')).toBe('No, no reminder rang in the last 24 hours.');
    await rang('call mom', 5, 'delivered');
    expect(await intent.say('did you remind me about the rent?')).toBe(
      'No, no reminder about rent rang in the last seven days.',
    );
    await intent.say('remind me to pay the rent in 3 days');
    expect(await intent.say('did you remind me about the rent?')).toMatch(
      /^Not yet\. I'll remind you .*: \*pay the rent\*$/,
    );
  });

  it('tells several, and "the first one" is one of them', async () => {
    await rang('call mom', 9, 'delivered');
    await rang('water the plants', 5, 'read');

    expect(await intent.say('did you remind me?')).toMatch(
      new RegExp(
        `^2 reminders rang:\\n• call mom: ${time}, it reached your phone ${time}\\n• water the plants: ${time}, you read it ${time}$`,
      ),
    );
  });

  it('"what did I miss" tells what rang and is not done, and what is overdue', async () => {
    expect(await intent.say('what did I miss?')).toBe('You missed nothing today.');
    await rang('call mom', 3, 'delivered');
    expect(await intent.say('what did I miss?')).toMatch(
      new RegExp(
        `^One reminder rang \\S+.* that is not done:\\n• call mom: ${time}, it reached your phone ${time}$`,
      ),
    );
    await intent.say('add pay the rent to my list by tomorrow');
    await query(
      "UPDATE task SET due_at = date_trunc('day', now() AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin'",
    );
    expect(await intent.say('what did I miss?')).not.toContain('overdue');
    await query("UPDATE task SET due_at = due_at - interval '1 hour'");
    await query('UPDATE reminder SET done_at = now()');
    expect(await intent.say('what did I miss?')).toMatch(
      /^You missed no reminder .*, but 1 task is overdue:\n• Task 1: pay the rent$/,
    );
  });

  it('misses no event that was announced and read', async () => {
    // Late in the evening its reminder would be due before them.
    await intent.say('no quiet hours');
    await intent.say('lunch in 2 hours');
    await query(
      "UPDATE reminder SET fired_at = now() - interval '5 minutes', due_at = now() WHERE kind = 'event'",
    );
    await query(
      `INSERT INTO outbound_message (id, contact_id, reminder_id, body_sealed, purpose, status, relay_after)
        SELECT gen_random_uuid(), contact_id, id, title_sealed, 'reminder', 'read', now() FROM reminder`,
    );

    expect(await intent.say('what did I miss?')).toBe('You missed nothing today.');
    await query("UPDATE outbound_message SET status = 'delivered' WHERE purpose = 'reminder'");
    expect(await intent.say('what did I miss?')).toMatch(/^One reminder rang .*:\n• lunch: /);
  });

  it('looks back to when the person wrote last, or to the day that was named', async () => {
    await rang('call mom', 3 * 24 * 60, 'delivered');
    expect(await intent.say('what did I miss?')).toMatch(/^You missed nothing/);
    await query("UPDATE inbound_message SET sent_at = now() - interval '4 days'");

    expect(await intent.say('what did I miss?')).toMatch(
      /^One reminder rang since \w+ \d+ \w+ that is not done:\n/,
    );
    expect(await intent.say('what did I miss yesterday?')).toMatch(/^You missed nothing on /);
  });
});
