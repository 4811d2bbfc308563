import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('"stop"', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const stoppedAt = async (): Promise<Date | null | undefined> =>
    (await intent.database.contact.findFirst())?.stoppedAt;

  it.each(['stop', 'STOP.', 'Stopp!', 'alto', 'para', 'unsubscribe', 'abmelden'])(
    '%s is one polite line, and stops what waits to leave',
    async (word) => {
      await intent.say('remind me to call mom tomorrow at 5pm');
      const { id: contactId } = await intent.database.contact.findFirstOrThrow();
      const notice = { contactId, purpose: 'reminder' as const, bodySealed: intent.sealer.seal('x') };
      await intent.database.outboundMessage.create({ data: { ...notice, relayAfter: new Date() } });

      expect(await intent.say(word)).toBe(
        'Stopped: I will not message you on my own any more.\nYour reminder is kept, but will not ring.\nWhen you write, I still answer. To get messages again, say: start',
      );
      expect(await stoppedAt()).toBeInstanceOf(Date);
      expect(await intent.database.outboundMessage.count({ where: { purpose: 'reminder' } })).toBe(0);
    },
  );

  it('counts the reminders that people know of', async () => {
    await intent.say('dentist tomorrow at 3pm');

    expect(await intent.say('stop')).not.toContain('kept');
  });

  it('leaves what is asked for: people still get answers', async () => {
    await intent.say('stop');

    expect(await intent.say('add milk to my list')).toBe('Task 1: milk added to your list');
    expect(await intent.say('remind me to call mom tomorrow at 5pm')).toMatch(
      /^I'll remind you [^]*It will not ring, because you stopped my messages\. To get them again, say: start$/,
    );
  });

  it('ends with "start", which tells what did not ring', async () => {
    await intent.say('remind me to call mom in 10 minutes');
    await intent.say('remind me to stretch every day at 8am');
    await intent.say('stop');
    // As the scheduler leaves those of somebody who has stopped.
    await intent.testDatabase.query(
      'UPDATE reminder SET fired_at = now(), due_at = now() WHERE rule IS NULL',
    );

    expect(await intent.say('start')).toMatch(
      /^Started: your reminders ring again\. This one did not ring in the meantime:\n• .*: call mom$/,
    );
    expect(await stoppedAt()).toBeNull();
    expect(await intent.say('unstop')).toMatch(/^Hello!/);
  });

  it('that was not said before makes "start" a greeting, which keeps nothing from being undone', async () => {
    await intent.say('add milk to my list');

    expect(await intent.say('start')).toMatch(/^Hello!/);
    expect(await intent.say('undo')).toBe('Undone: “add milk to my list”');
  });

  it.each(['stop the pasta timer', 'para mañana', 'add stop sign to my list'])(
    'is the whole message: %s stops nothing',
    async (words) => {
      await intent.say('set a pasta timer for 10 minutes');
      await intent.say(words);

      expect(await stoppedAt()).toBeNull();
    },
  );
});
