import { quantified, retitled, sameAmount, sameThing } from './quantity.ts';

describe('a title', () => {
  it.each([
    ['2 milk', '2', 'milk'],
    ['three eggs', 'three', 'eggs'],
    ['2 bottles of milk', '2 bottles of', 'milk'],
    ['500 g flour', '500 g', 'flour'],
    ['a bag of rice', 'a bag of', 'rice'],
    ['2x bread', '2x', 'bread'],
    ['2 lemons', '2', 'lemons'],
  ])('"%s" has an amount', (title, quantity, name) => expect(quantified(title)).toEqual({ quantity, name }));

  it.each(['milk', 'call two people', '7', '2nd key', 'a cake'])('"%s" has none', (title) =>
    expect(quantified(title)).toEqual({ name: title }),
  );

  it.each(['Milk', 'the milk', '2 milk', 'two bottles of milk', 'some  milk.'])('"%s" is milk', (title) =>
    expect(sameThing(title)).toBe('milk'),
  );

  it('is another thing with other words', () => expect(sameThing('oat milk')).not.toBe(sameThing('milk')));

  it.each([
    ['2', 'two', true],
    [undefined, 'one', true],
    ['2x', '2', true],
    ['2 bottles of', '2', false],
    ['2', '3', false],
  ])('of %s and of %s: the same is %s', (one, other, same) => expect(sameAmount(one, other)).toBe(same));

  it.each([
    ['3 eggs', '6', '6 eggs'],
    ['milk', '2 bottles of', '2 bottles of milk'],
    ['milk', 'oat milk', 'oat milk'],
  ])('"%s" changed to "%s" is "%s"', (title, change, result) => expect(retitled(title, change)).toBe(result));
});
