import { NoticeStore } from '#data';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const backend = queueBackends.at(-1)!;

describe('help', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    intent = await IntentApp.start(backend, { SUPPORT_CONTACT: 'help@example.com' });
  });
  afterAll(() => intent.close());
  afterEach(async () => {
    await intent.reset();
    await intent.testDatabase.query('DELETE FROM webhook_notice');
  });

  it.each([
    ['help with reminders', /^I remind you when you want\. You can say:\n• "remind me to call mom/],
    ['how do I delete a task?', /^I keep your lists\. .*"delete task 2"$/s],
    ['help with my calendar', /^I keep your calendar\. /],
    ['how do timers work', /^I set timers\. /],
    ['help notes', /^I remember things for you\. /],
    ['how do I undo something', /^Say "undo", and I take back what I did last/],
    ['help with the time zone', /^I work the way you like\. .*"I live in Chicago"/s],
    [
      'what can you do',
      /^Here is what I can do:.*Say "help with reminders" to hear more about one of these\.$/s,
    ],
  ])('answers %j by its topic', async (words, answer) => {
    expect(await intent.say(words)).toMatch(answer);
  });

  it('is not given twice in an hour without being asked for', async () => {
    const from = { phone: '491511234077' };
    expect(await intent.say('the colour of the sea', { from })).toMatch(
      /^I did not get that\. Here is what I can do:/,
    );
    expect(await intent.say('colours of the sea', { from })).toBe(
      'I did not get that. Say “help” to hear what I can do.',
    );
    expect(await intent.say('help', { from })).toMatch(/^Here is what I can do:/);
  });

  it('knows all that it tells people to say', async () => {
    const topics = ['calendar', 'reminders', 'tasks', 'timers', 'notes', 'settings'];
    const answers = await Promise.all(topics.map((topic) => intent.say(`help with ${topic}`)));
    const examples = answers.flatMap((answer) =>
      [...answer!.matchAll(/"([^"]+)"/g)].map(([, words]) => words!),
    );
    expect(examples.length).toBeGreaterThan(20);
    for (const [at, example] of examples.entries()) {
      const answer = await intent.say(example, {
        from: { phone: `4915112340${100 + at}` },
      });
      expect([example, answer]).toEqual([example, expect.not.stringMatching(/^I did not get that/)]);
    }
  });

  it('of a human is told how to get, and noted for people on call once a day, without what was said', async () => {
    expect(await intent.say('I want to talk to a person')).toBe(
      'You reach a person here: help@example.com\nI am an automated assistant, and I let them know that you asked.',
    );
    await intent.say('talk to a human');

    const notices = await new NoticeStore(intent.database, intent.sealer).newest(10);
    expect(notices).toMatchObject([{ field: 'support', reason: 'somebody asks to talk to a person' }]);
    const [contact] = await intent.database.contact.findMany();
    expect(JSON.parse(notices[0]!.body!)).toEqual({ contactId: contact!.id, messageId: expect.any(String) });
  });

  it('says so when there is nobody to be reached', async () => {
    const other = await IntentApp.start(backend);
    try {
      expect(await other.say('talk to a person')).toMatch(
        /^I am an automated assistant and cannot put you through to a person\. I let those who run this service know/,
      );
    } finally {
      await other.close();
    }
  });
});
