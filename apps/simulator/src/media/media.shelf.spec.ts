import { MediaShelf } from './media.shelf.ts';

describe('the link to a file', () => {
  const shelf = new MediaShelf();
  const file = shelf.put(Buffer.from('a picture'), 'image/jpeg');
  const madeAt = 1_750_000_000_000;
  const hashOf = (link: string): string => new URLSearchParams(link.split('?')[1]).get('hash')!;
  const first = hashOf(shelf.link(file, madeAt));

  it('is good for five minutes', () => {
    expect(shelf.behind(first, madeAt + 299_999)).toBe(file);
    expect(shelf.behind(first, madeAt + 300_000)).toBeUndefined();
  });

  it('is another one each time, and the file the same', () => {
    const second = hashOf(shelf.link(file, madeAt + 240_000));

    expect(second).not.toBe(first);
    expect(shelf.behind(second, madeAt + 500_000)).toBe(file);
  });

  it('can not be guessed', () => {
    expect(shelf.behind('guessed', madeAt)).toBeUndefined();
  });
});
