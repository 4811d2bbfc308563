import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('a conversation about what is to be remembered', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const after = async (...texts: string[]): Promise<string | null> => {
    let answer: string | null = null;
    for (const text of texts) answer = await intent.say(text);
    return answer;
  };
  const facts = ['remember that my locker is 42', 'remember that the wifi password is kiwi'];

  it('says it when a new fact takes the place of another, and undoes that', async () => {
    expect(await after(...facts, 'my locker is 43')).toBe(
      "I'll remember that: my locker is 43. Before, you told me: my locker is 42",
    );
    expect(await after("what's my locker?")).toBe('You told me: my locker is 43');
    expect(await intent.database.note.count()).toBe(2);
    expect(await after('undo', "what's my locker?")).toBe('You told me: my locker is 42');
  });

  it('tells everything, newest first', async () => {
    expect(await after('what do you remember')).toMatch(/^You have not asked me to remember anything/);
    expect(await after(...facts, 'what do you remember')).toBe(
      'This is what I remember:\n1. the wifi password is kiwi\n2. my locker is 42',
    );
  });

  it.each(['forget my locker', 'forget that my locker is 42', 'delete the note about my locker'])(
    'forgets one thing, which can be undone: "%s"',
    async (words) => {
      expect(await after(...facts, words)).toBe('I forgot this: my locker is 42');
      expect(await after('what do you remember')).toBe(
        'This is what I remember:\n1. the wifi password is kiwi',
      );
      expect(await after('undo', "what's my locker?")).toBe('You told me: my locker is 42');
    },
  );

  it('forgets what was talked about last', async () => {
    expect(await after(...facts, "what's my locker?", 'delete that note')).toBe(
      'I forgot this: my locker is 42',
    );
  });

  it('asks which one when several are meant', async () => {
    await after('remember that the wifi password is kiwi', 'remember that the office wifi name is apple');

    expect(await after('forget what I told you about the wifi', 'the office one')).toBe(
      'I forgot this: the office wifi name is apple',
    );
  });

  it('says that it knows nothing about it', async () => {
    expect(await after(...facts, 'forget my shoes')).toMatch(/^I know nothing about that: /);
  });

  it('forgets everything after a yes', async () => {
    expect(await after(...facts, 'forget everything you remember')).toBe(
      'Shall I forget all 2 things that I remember for you?',
    );
    expect(await after('yes')).toBe('I forgot everything: 2 things.');
    expect(await intent.database.note.count()).toBe(0);
    await after('undo');
    expect(await intent.database.note.count()).toBe(2);
  });
});
