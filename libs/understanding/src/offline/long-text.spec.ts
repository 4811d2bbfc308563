import { understandOffline } from './understand-offline.ts';

const reference = new Date('2026-11-24T12:00:00Z');
const understood = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions.map(
    ({ intent, title, list, when }) => [intent, title, list, when?.start],
  );
const goods = Array.from({ length: 60 }, (_, at) => `${at % 2 ? 'fresh' : 'frozen'} vegetable ${at + 1}`);

describe('a text longer than the rules read at once', () => {
  it('is a list of all its items', () => {
    const text = `add ${goods.slice(0, -1).join(', ')} and ${goods.at(-1)} to my shopping list`;
    expect(text.length).toBeGreaterThan(1_000);

    expect(understood(text)).toEqual(goods.map((one) => ['create_task', one, 'shopping', undefined]));
  });

  it('is one entry, however long', () => {
    const entry = 'the layered one with raspberries and vanilla custard that we had at the lake '
      .repeat(9)
      .trim();
    expect(entry.length).toBeGreaterThan(500);

    expect(understood(`add ${entry} to my cake list`)).toEqual([['create_task', entry, 'cake', undefined]]);
  });

  it('is one command after the other', () => {
    // Said on a Tuesday.
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
    const text = days
      .map(
        (day, at) =>
          `Remind me to water the plants in the office number ${at + 1} on ${day} at 5pm. Add milk number ${at + 1} to my list.`,
      )
      .join(' ');
    expect(text.length).toBeGreaterThan(400);

    const meant = understood(text);

    expect(meant.map(([intent]) => intent)).toEqual(days.flatMap(() => ['create_reminder', 'create_task']));
    expect(meant.filter((_, at) => at % 2 === 0).map(([, , , start]) => String(start).slice(0, 16))).toEqual([
      '2026-11-30T17:00',
      '2026-12-01T17:00',
      '2026-11-25T17:00',
      '2026-11-26T17:00',
      '2026-11-27T17:00',
    ]);
  });

  it.each([
    [
      'a letter',
      'Dear all, thank you for coming to the meeting yesterday. It was a pleasure to see you all. '.repeat(6),
    ],
    [
      'a command among others',
      `Add milk to my list. ${'It rained all day and nobody came to see us. '.repeat(10)}`,
    ],
    ['a tale with commas', `we went, saw, ${'ate, drank, slept, woke up, '.repeat(20)}and came home`],
  ])('is no command: %s', (_, text) => {
    const [action, ...others] = understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;
    expect(others).toEqual([]);
    expect(action.confidence).toBeLessThanOrEqual(0.7);
  });
});
