import { Understanding } from '#understanding';

import { interpret } from './interpretation.ts';
import type { Said } from './said.ts';
import type { Wish } from './understood.ts';

const picture = { id: '1003383421387256', mimeType: 'image/jpeg', sha256: 'hash' };
const saidAt = new Date('2026-11-28T12:00:00Z');
const understanding = new Understanding(0);
const event = { intent: 'create_event', confidence: 0.6, words: 'JAZZ NIGHT', title: 'JAZZ NIGHT' } as const;

const wishFor = (words: string, more: Partial<Said> = {}): Promise<Wish> => {
  const zone = { timezone: 'Europe/Berlin', certain: true };
  const said = { words, saidAt, now: saidAt, reading: { picture }, ...zone, ...more };
  return interpret(said, (request) => understanding.understand(request, new AbortController().signal));
};

describe('a picture is kept', () => {
  it.each([
    ['remember where I parked', 'where I parked'],
    ['Remember this: the wifi of the flat', 'the wifi of the flat'],
    ['note that this is my passport', 'my passport'],
    ['remember that this is where I parked', 'where I parked'],
    ['remember this is my locker', 'my locker'],
    ['please remember my locker', 'my locker'],
    ['keep this picture of the boiler settings', 'the boiler settings'],
    ['my locker', 'my locker'],
    ['This is my passport.', 'my passport'],
    ['where we parked', 'where we parked'],
    ['mein Spind', 'mein Spind'],
    ['my locker is 42', 'my locker is 42'],
  ])('by the words "%s"', async (words, title) => {
    const { actions } = await wishFor(words);

    expect(actions).toEqual([expect.objectContaining({ intent: 'remember', title, picture })]);
  });

  it.each(['remember this', 'save this picture', 'Keep this for me'])(
    'without a name by "%s", beside what was read in it',
    async (words) => {
      const wish = await wishFor(words, { reading: { picture, summary: 'It says: “42”' } });

      expect(wish.actions).toMatchObject([{ intent: 'remember', picture }]);
      expect(wish.actions[0].title).toBeUndefined();
      expect(wish.note).toBe('It says: “42”');
    },
  );

  it('together with what else its caption asks for', async () => {
    const { actions } = await wishFor('remember that my locker is 42 and remind me to call mom at 5pm');

    expect(actions).toMatchObject([{ intent: 'remember', picture }, { intent: 'create_reminder' }]);
    expect(actions[1]).not.toHaveProperty('picture');
  });
});

describe('a picture is not kept', () => {
  it.each([
    'what does this say?',
    'add milk to my list',
    'remember to buy milk',
    'my order is late',
    'is this my locker?',
    'look at this',
    'my notes',
  ])('for the words "%s"', async (words) => {
    const { actions } = await wishFor(words);

    expect(actions.every((action) => action.picture === undefined)).toBe(true);
  });

  it.each(['my concert', 'save this'])(
    'where it suggests an event and is only called "%s"',
    async (words) => {
      const { actions, asksFirst } = await wishFor(words, { reading: { picture, actions: [event] } });

      expect(actions).toMatchObject([{ intent: 'create_event' }]);
      expect(asksFirst).toBe('seen');
    },
  );
});
