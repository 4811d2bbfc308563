import { compare, type SessionAnswer } from './session.ts';

let afterMs = 0;
const answer = (phone: string, text: string, type = 'text'): SessionAnswer => ({
  afterMs: (afterMs += 10),
  who: { phone, number: '106540352242922' },
  wamid: `wamid.${afterMs}`,
  type,
  text,
});

describe('what the business answered then and now', () => {
  it('is the same whoever was answered first, and whenever', () => {
    const then = [answer('1', 'a'), answer('2', 'b'), answer('1', 'c')];
    const now = [answer('2', 'b'), answer('1', 'a'), answer('1', 'c')];
    expect(compare(then, now)).toEqual({ same: true, differences: [] });
  });

  it('differs in words, in type and in number', () => {
    const then = [answer('1', 'a'), answer('1', 'b'), answer('2', 'c')];
    const now = [answer('1', 'A'), answer('1', 'b', 'image'), answer('1', 'more')];
    expect(compare(then, now)).toEqual({
      same: false,
      differences: [
        { phone: '1', index: 0, before: { type: 'text', text: 'a' }, after: { type: 'text', text: 'A' } },
        { phone: '1', index: 1, before: { type: 'text', text: 'b' }, after: { type: 'image', text: 'b' } },
        { phone: '1', index: 2, before: null, after: { type: 'text', text: 'more' } },
        { phone: '2', index: 0, before: { type: 'text', text: 'c' }, after: null },
      ],
    });
  });
});
