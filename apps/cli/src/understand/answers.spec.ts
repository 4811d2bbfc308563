import { Understanding } from '#understanding';

import { type Answer, answersTo } from './answers.ts';

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

async function answers(...texts: string[]): Promise<Answer[]> {
  const options = { defaultTimezone: 'Europe/Berlin', atOnce: 2 };
  const result: Answer[] = [];
  for await (const answer of answersTo(lines(...texts), new Understanding(1), options)) result.push(answer);
  return result;
}

const reference = '2026-03-10T14:00:00Z';

describe('answersTo', () => {
  it('answers each line in its place, the bad ones with their fault', async () => {
    expect(
      await answers(
        JSON.stringify({ text: 'hello' }),
        'nope',
        JSON.stringify({ text: 5 }),
        JSON.stringify({ text: 'hi', timezone: 'Mars/Base' }),
        JSON.stringify({ text: 'hi', reference: 'soon' }),
        '',
        JSON.stringify({ text: 'thanks' }),
      ),
    ).toEqual([
      { intent: 'greeting', confidence: expect.any(Number) },
      { error: 'not JSON' },
      { error: expect.stringMatching(/^text: /) },
      { error: 'timezone: must be an IANA time zone like Europe/Berlin' },
      { error: 'reference: must be a time in ISO 8601' },
      { error: 'not JSON' },
      { intent: 'thanks', confidence: expect.any(Number) },
    ]);
  });

  it.each([
    ['add 5 minutes to the timer', 'create_timer'],
    ['forget that my locker is 42', 'out_of_scope'],
  ])('tells no intent beside those of its list: "%s"', async (text, intent) => {
    expect(await answers(JSON.stringify({ text }))).toMatchObject([{ intent }]);
  });

  it('fills "when" for a bare date, in the zone of the line or else in the default one', async () => {
    const start = async (line: object): Promise<unknown> => {
      const [answer] = await answers(JSON.stringify(line));
      return answer && 'when' in answer ? answer.when?.start : undefined;
    };
    expect(await start({ text: 'tomorrow at 5pm', reference })).toBe('2026-03-11T17:00:00+01:00');
    expect(await start({ text: 'tomorrow at 5pm', reference, timezone: 'Asia/Kolkata' })).toBe(
      '2026-03-11T17:00:00+05:30',
    );
  });

  it('takes a reference without an offset for a time in the zone of the line', async () => {
    const line = { text: 'in 10 minutes', reference: '2026-03-10T14:00', timezone: 'Asia/Kolkata' };
    expect(await answers(JSON.stringify(line))).toMatchObject([
      { when: { start: '2026-03-10T14:10:00+05:30' } },
    ]);
  });

  it('gives all the actions when there are several', async () => {
    expect(
      await answers(JSON.stringify({ text: 'milk, eggs and bread on the shopping list' })),
    ).toMatchObject([
      {
        intent: 'create_task',
        title: 'milk',
        actions: [
          { title: 'milk', list: 'shopping' },
          { title: 'eggs', list: 'shopping' },
          { title: 'bread', list: 'shopping' },
        ],
      },
    ]);
  });
});
