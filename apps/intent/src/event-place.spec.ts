import type { Note } from '#data';

import { placed } from './event-place.ts';

const now = new Date('2026-11-21T13:30:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const cafe: Note = { id: '1', kind: 'place', name: 'Philz Coffee', text: '101 Forest Ave', keptAt: ago(5) };
const spot: Note = { id: '2', kind: 'place', latitude: 52.5, longitude: 13.4, keptAt: ago(90) };

it.each([
  [
    'the place sent just before',
    { title: 'lunch there' },
    [cafe, spot],
    { title: 'lunch', place: 'Philz Coffee, 101 Forest Ave' },
  ],
  [
    'a place by its name',
    { title: 'lunch', place: 'philz coffee' },
    [spot, cafe],
    { title: 'lunch', place: 'Philz Coffee, 101 Forest Ave' },
  ],
  [
    'a place without a name',
    { title: 'lunch', place: 'here' },
    [{ ...spot, keptAt: ago(1) }],
    { title: 'lunch', place: '52.5, 13.4' },
  ],
  [
    'as the person calls it',
    { title: 'lunch', place: 'the office' },
    [cafe],
    { title: 'lunch', place: 'the office' },
  ],
  ['unknown when the place was sent long ago', { title: 'lunch there' }, [spot], { title: 'lunch there' }],
  ['not asked for', { title: 'lunch' }, [cafe], { title: 'lunch' }],
])('an event is at %s', (_, action, places, result) => {
  expect(placed(action, places, now)).toEqual(result);
});
