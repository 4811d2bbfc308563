import { isChore, otherTitle } from './other-title.ts';

describe('another name', () => {
  it.each([
    ['milk', 'oat milk', 'oat milk'],
    ['party', 'summer party', 'summer party'],
    ['buy milk', 'oat milk', 'buy oat milk'],
    ['call mum', 'dad', 'call dad'],
    ['call mum about the party', 'my sister', 'call my sister about the party'],
    ['lunch with Tom', 'Anna', 'lunch with Anna'],
    ['lunch with Tom', 'dinner with Anna', 'dinner with Anna'],
    ['take the car to the garage', 'the bike', 'take the bike to the garage'],
    ['call mum', 'email Anna', 'email Anna'],
    ['pay the rent', 'the gas bill', 'pay the gas bill'],
    ['tea', 'Earl Grey', 'Earl Grey'],
  ])('for "%s", "%s", means "%s"', (title, fresh, expected) => {
    expect(otherTitle(title, fresh)).toBe(expected);
  });

  it('tells what to do from things', () => {
    expect(['buy milk', 'milk', 'water', 'call mum'].filter(isChore)).toEqual(['buy milk', 'call mum']);
  });
});
