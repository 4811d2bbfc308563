import type { Note } from '#data';

import { newestParking } from './parking.ts';

const now = new Date('2026-11-21T13:30:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const fact = (text: string, minutesAgo: number): Note => ({
  id: text,
  kind: 'fact',
  text,
  keptAt: ago(minutesAgo),
});
const bike = fact('my bike is at the station', 1);
const parkedBike = fact('I parked my bike outside', 1);
const car = fact('my car is on level 3', 60);
const parked = fact('I parked near the bakery', 90);
const spot: Note = { id: 'spot', kind: 'place', latitude: 52.5, longitude: 13.4, keptAt: ago(120) };

describe('where one has parked', () => {
  it.each<[string, string, Note[], Note | undefined]>([
    ['the car rather than a bike noted later', 'where did I park', [bike, car], car],
    ['what was parked rather than a bike noted later', 'where did I park', [bike, parked], parked],
    ['a place that was sent rather than a bike noted later', 'where did I park?', [bike, spot], spot],
    ['the bike where nothing else is known', 'where did I park', [bike], bike],
    ['the bike that was parked last', 'where did I park', [parkedBike, car], parkedBike],
    ['no bike for a car', "where's my car", [bike], undefined],
    ['the bike for a bicycle', 'where is my bicycle', [bike, car], bike],
    ['the car for a car', "where's my car", [bike, car], car],
  ])('is %s', (_, asked, notes, found) => {
    expect(newestParking(notes, asked)).toEqual(found);
  });
});
