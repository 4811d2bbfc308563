import { named } from './named.ts';

const titlesOf = (titles: string[], name: string): string[] =>
  named(
    titles.map((title) => ({ title })),
    name,
  ).map(({ title }) => title);

describe('named', () => {
  const titles = [
    'birthday party for Leo',
    'party',
    "Ann's party",
    'appointment with mum',
    'do the laundry',
    'James at the vet',
  ];

  it.each([
    ['party', ['party']],
    ["Leo's party", ['birthday party for Leo']],
    ['leo’s birthday', ['birthday party for Leo']],
    ["Ann's party", ["Ann's party"]],
    ["mum's appointment", ['appointment with mum']],
    ["James' vet", ['James at the vet']],
    ['the laundry', ['do the laundry']],
    ["Tom's party", []],
    // Who is not named as an owner is no owner: "Ann" may be somebody else.
    ['ann', []],
  ])('"%s"', (name, expected) => {
    expect(titlesOf(titles, name)).toEqual(expected);
  });
});
