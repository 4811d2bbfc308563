import type { INestApplication } from '@nestjs/common';
import fc from 'fast-check';

import { queueBackends } from '#testing';

import { IntentApp, startApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

interface Row {
  id: string;
  list_key: string;
  number: number | null;
}

describe('lists', () => {
  let intent: IntentApp;
  let other: INestApplication;

  /** Two apps on one database and one queue: either takes any message. */
  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
    other = await startApp(backend, intent.testDatabase.url);
  });
  afterAll(async () => {
    await other.close();
    await intent.close();
  });
  afterEach(() => intent.reset());

  const rows = async (): Promise<Row[]> =>
    (await intent.testDatabase.query<{ row: Row }>('SELECT to_jsonb(t) AS row FROM task t ORDER BY id')).map(
      ({ row }) => row,
    );
  const thing = fc.constantFrom('milk', 'eggs', 'bread', 'stamps');
  const list = fc.constantFrom('my list', 'the shopping list');
  const number = fc.integer({ min: 1, max: 4 });
  const command = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(thing, list).map(([what, where]) => `add ${what} to ${where}`) },
    fc.tuple(number, thing, list).map(([many, what, where]) => `add ${many} ${what} to ${where}`),
    number.map((which) => `done ${which}`),
    thing.map((what) => `done with the ${what}`),
    thing.map((what) => `reopen the ${what}`),
    fc.tuple(thing, list).map(([what, where]) => `remove ${what} from ${where}`),
    fc.tuple(number, thing).map(([which, what]) => `rename task ${which} to ${what}`),
    number.map((which) => `move task ${which} to friday`),
    fc.constant('mark everything as done'),
  );

  it('have numbers of their own after anything, and undo puts everything back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ words: command, isUndone: fc.boolean() }), { minLength: 4, maxLength: 10 }),
        async (steps) => {
          await intent.reset();
          for (const { words, isUndone } of steps) {
            const before = await rows();
            await intent.say(words);
            const changed = await rows();
            if (isUndone && JSON.stringify(changed) !== JSON.stringify(before)) {
              expect(await intent.say('undo')).toBe(`Undone: “${words}”`);
              expect(await rows()).toEqual(before);
            }
            const numbers = (await rows())
              .filter((row) => row.number !== null)
              .map((row) => `${row.list_key} ${row.number}`);
            expect(new Set(numbers).size).toBe(numbers.length);
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  }, 600_000);

  it('lose and double nothing when many changes of one person come to two apps at once', async () => {
    const things = Array.from({ length: 12 }, (_, at) => `thing ${String.fromCodePoint(97 + at)}`);
    await intent.say('add stamps, paper, glue and tape to the office list');
    const messages = [
      ...things.flatMap((what) => [
        intent.message(`add ${what} to the shopping list`),
        intent.message(`add ${what} to the shopping list`),
      ]),
      intent.message('done with the glue'),
      intent.message('done with the glue'),
      intent.message('remove paper from the office list'),
    ];

    const answers = await intent.send(...messages);

    expect(answers.filter((answer) => answer?.includes('added to your shopping list'))).toHaveLength(12);
    expect(answers.filter((answer) => answer?.includes('is already on your shopping list'))).toHaveLength(12);
    expect(answers.filter((answer) => answer?.includes('glue marked complete'))).toHaveLength(1);
    const open = (await rows()).filter((row) => row.number !== null);
    const lists = [...new Set(open.map((row) => row.list_key))];
    const numbers = lists.map((key) =>
      open.flatMap((row) => (row.list_key === key && row.number !== null ? [row.number] : [])),
    );
    const byLength = numbers.toSorted((one, another) => one.length - another.length);
    expect(byLength.map((some) => some.toSorted((one, another) => one - another))).toEqual([
      [1, 4],
      Array.from({ length: 12 }, (_, at) => at + 1),
    ]);
  });
});
