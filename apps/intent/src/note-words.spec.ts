import { replaces } from './note-words.ts';

describe('a fact', () => {
  it.each([
    ['my locker is 43', 'my locker is 42'],
    ['my locker is 43', 'My locker is the blue one'],
    ['the wifi password is pear', 'the wifi password is kiwi'],
    ["ann's number is 555 9999", "Ann's number is 555 1234"],
    ['my son is 8', 'my son is 7'],
  ])('"%s" takes the place of "%s"', (later, earlier) => expect(replaces(later, earlier)).toBe(true));

  it.each([
    ['my sister is allergic to nuts', 'my sister is a vegetarian'],
    ['my locker is 43', 'my bike lock is 42'],
    ["ann's number is 555 9999", "tom's number is 555 1234"],
    ['I parked on level 3', 'I parked on level 2'],
    ['my locker is 43', 'the cat likes fish'],
  ])('"%s" stands beside "%s"', (later, earlier) => expect(replaces(later, earlier)).toBe(false));
});
