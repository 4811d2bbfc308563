import { initialsOf } from './initials.ts';

it.each([
  ['Barbara J. Johnson', 'BJ'],
  ['Sheena', 'S'],
  ['álvaro (home)', 'ÁH'],
  ['+1 650', '?'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
