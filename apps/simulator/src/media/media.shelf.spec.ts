import type { BusinessNumber } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { MediaShelf, type StoredFile } from './media.shelf.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const number = { id: '106540352242922' } as BusinessNumber;
const mebibyte = 1_024 ** 2;

let clock: Clock;
let shelf: MediaShelf;
beforeEach(() => {
  clock = new Clock();
  shelf = new MediaShelf(clock);
});
afterEach(() => clock.onModuleDestroy());

const put = (about: Partial<Parameters<MediaShelf['put']>[0]> = {}): StoredFile =>
  shelf.put({ bytes: Buffer.from('a picture'), mimeType: 'image/jpeg', number, origin: 'webhook', ...about });

describe('a file', () => {
  it.each([
    ['from a webhook', { origin: 'webhook' }, 7 * dayMs],
    ['that was uploaded', { origin: 'upload' }, 30 * dayMs],
    ['with a time of its own', { origin: 'upload', lifeMs: 60 * minuteMs }, 60 * minuteMs],
  ] as const)('%s is there for the business until its time is over', (_, about, lifeMs) => {
    const file = put(about);

    clock.advance(lifeMs - minuteMs);
    expect(shelf.find(file.id)).toBe(file);
    clock.advance(minuteMs);
    expect(shelf.find(file.id)).toBeUndefined();
    expect(shelf.held(file.id)).toBe(file);
  });

  it('makes room for newer ones when they are more than 512 MiB together', () => {
    const bytes = Buffer.alloc(100 * mebibyte);
    const [first, second, ...others] = Array.from({ length: 6 }, () => put({ bytes }));

    expect(shelf.held(first!.id)).toBeUndefined();
    for (const file of [second!, ...others]) expect(shelf.held(file.id)).toBe(file);
  });
});

describe('the link to a file', () => {
  const hashOf = (link: string): string => new URLSearchParams(link.split('?')[1]).get('hash')!;

  it('is good for five minutes', () => {
    const file = put();
    const hash = hashOf(shelf.link(file));

    clock.advance(4 * minuteMs);
    expect(shelf.behind(hash)).toBe(file);
    clock.advance(minuteMs);
    expect(shelf.behind(hash)).toBeUndefined();
  });

  it('is another one each time, and the file the same', () => {
    const file = put();
    const first = hashOf(shelf.link(file));
    clock.advance(4 * minuteMs);
    const second = hashOf(shelf.link(file));
    clock.advance(4 * minuteMs);
    const third = hashOf(shelf.link(file));

    expect(new Set([first, second, third]).size).toBe(3);
    expect(shelf.behind(first)).toBeUndefined();
    expect(shelf.behind(second)).toBe(file);
    expect(shelf.behind(third)).toBe(file);
  });

  it('can not be guessed', () => {
    shelf.link(put());

    expect(shelf.behind('guessed')).toBeUndefined();
  });

  it('leads nowhere once the business gave the file up', () => {
    const file = put();
    const hash = hashOf(shelf.link(file));

    shelf.withdraw(file);

    expect(shelf.behind(hash)).toBeUndefined();
  });
});
