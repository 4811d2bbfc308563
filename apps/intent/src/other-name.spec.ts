import { saysOtherName } from './other-name.ts';

describe('another name for what was just added', () => {
  it.each([
    'no, oat milk',
    'actually make that oat milk',
    'sorry, I meant oat milk',
    'make it oat milk instead',
    'oat milk instead',
    'oh no, wait, I said oat milk',
    'it should say oat milk',
    'nope, 2 litres of oat milk',
    'no, “oat milk”, please',
    'actually the cream from the bakery',
  ])('"%s"', (words) => {
    expect(saysOtherName(words)).toBe(true);
  });

  it.each([
    'oat milk',
    'no',
    'no idea',
    'no way',
    'no problem at all',
    'no, thanks',
    'no, not that',
    'no, milk is fine',
    'sorry, what?',
    'make it snappy',
    'make it weekly',
    'no, at five',
    'no, tomorrow',
    'no, the second one',
    'actually, never mind',
    'actually I like milk',
    'wait, cancel that',
    `no, ${'oat '.repeat(40)}milk`,
  ])('not "%s"', (words) => {
    expect(saysOtherName(words)).toBe(false);
  });
});
