import { piecesOf } from './whatsapp-text.ts';

/** `b` and `i` before the text of a piece say how it looks. */
const look = (text: string): string[] =>
  piecesOf(text).map((piece) => `${piece.bold ? 'b' : ''}${piece.italic ? 'i' : ''}:${piece.text}`);

describe('the text of a bubble', () => {
  it.each([
    ['plain', [':plain']],
    ['*Milk* is on _your list_.', ['b:Milk', ': is on ', 'i:your list', ':.']],
    ['*both _here_*', ['b:both ', 'bi:here']],
    ['*one* and *two*', ['b:one', ': and ', 'b:two']],
    ['first\n*second*', [':first\n', 'b:second']],
    ['*é* (_ü_)', ['b:é', ': (', 'i:ü', ':)']],
  ])('%j is split at its marks', (text, pieces) => {
    expect(look(text)).toEqual(pieces);
  });

  it.each(['2*3*4', 'snake_case_name', '* not bold *', '*not\nbold*', '**', 'https://x.example/a_b_c', ''])(
    '%j stays as it is',
    (text) => {
      expect(
        piecesOf(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
      expect(piecesOf(text).some((piece) => piece.bold || piece.italic)).toBe(false);
    },
  );
});
