import { searchOf, shownIn } from './address.ts';

describe('the address of the page', () => {
  it.each([
    ['', { people: [{}] }],
    ['?name=Ada', { people: [{ name: 'Ada' }] }],
    ['?phone=4915112345678&name=Ada', { people: [{ phone: '4915112345678', name: 'Ada' }] }],
    [
      '?phone=1&name=Ada&phone=2&phone=3&name=Bob&number=7&panel=wire',
      {
        people: [{ phone: '1', name: 'Ada' }, { phone: '2' }, { phone: '3', name: 'Bob' }],
        number: '7',
        panel: 'wire',
      },
    ],
  ])('%j says who is shown, and is made from it', (search, shown) => {
    expect(shownIn(search)).toEqual(shown);
    expect(searchOf(shown)).toBe(search);
  });

  it('holds only names that the simulator takes', () => {
    const { people } = shownIn(`?phone=49&name=${'long'.repeat(50)}&phone=50&name=%20%20`);
    expect(people).toEqual([{ phone: '49', name: 'long'.repeat(25) }, { phone: '50' }]);
  });

  it('names each phone once', () => {
    expect(shownIn('?phone=49&name=Ada&phone=50&phone=%2B4 9')).toMatchObject({
      people: [{ phone: '49', name: 'Ada' }, { phone: '50' }],
    });
  });

  it('is understood with the only name before the only phone', () => {
    expect(shownIn('?name=Ada&phone=49')).toMatchObject({ people: [{ phone: '49', name: 'Ada' }] });
  });
});
