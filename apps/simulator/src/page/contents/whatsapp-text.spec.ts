import { blocksOf, type Look, piecesOf } from './whatsapp-text.ts';

const letters: Record<keyof Look, string> = { bold: 'b', italic: 'i', strike: 's', code: 'c' };

/** The letters before the text of a piece say how it looks; what stands behind `->` is where it leads. */
const look = (text: string): string[] =>
  piecesOf(text).map((piece) => {
    const how = Object.entries(letters).map(([name, letter]) => (piece[name as keyof Look] ? letter : ''));
    return `${how.join('')}:${piece.text}${piece.link ? `->${piece.link}` : ''}`;
  });

describe('the text of a bubble', () => {
  it.each([
    ['plain', [':plain']],
    ['*Milk* is on _your list_.', ['b:Milk', ': is on ', 'i:your list', ':.']],
    ['*both _here_*', ['b:both ', 'bi:here']],
    ['*one* and *two*', ['b:one', ': and ', 'b:two']],
    ['first\n*second*', [':first\n', 'b:second']],
    ['*é* (_ü_)', ['b:é', ': (', 'i:ü', ':)']],
    ['~gone~ `x*y*z`', ['s:gone', ': ', 'c:x*y*z']],
    ['```\nline one\n*two*\n```', ['c:line one\n*two*']],
  ])('%j is split at its marks', (text, pieces) => {
    expect(look(text)).toEqual(pieces);
  });

  it.each([
    [
      'See https://x.example/a_b_c?d=1.',
      [':See ', ':https://x.example/a_b_c?d=1->https://x.example/a_b_c?d=1', ':.'],
    ],
    ['(www.x.example)', [':(', ':www.x.example->https://www.x.example', ':)']],
    ['*https://x.example*', ['b:https://x.example->https://x.example']],
  ])('%j has a link', (text, pieces) => {
    expect(look(text)).toEqual(pieces);
  });

  it.each([
    '2*3*4',
    'snake_case_name',
    '* not bold *',
    '*not\nbold*',
    '**',
    'javascript:alert(1)',
    '',
    '~ ~',
  ])('%j stays as it is', (text) => {
    expect(look(text)).toEqual(text ? [`:${text}`] : []);
  });

  it('is sorted into paragraphs, quotes and lists', () => {
    expect(blocksOf('You asked:\n> my list\n- milk\n* tea\n3. call mom\n4. pay\n\n-5 degrees')).toEqual([
      { kind: 'text', lines: ['You asked:'] },
      { kind: 'quote', lines: ['my list'] },
      { kind: 'bullets', lines: ['milk', 'tea'] },
      { kind: 'numbers', lines: ['call mom', 'pay'], start: 3 },
      { kind: 'text', lines: ['', '-5 degrees'] },
    ]);
  });

  it('with code keeps the lines of it together', () => {
    expect(blocksOf('```\n- a\n> b\n```\n- c')).toEqual([
      { kind: 'text', lines: ['```', '- a', '> b', '```'] },
      { kind: 'bullets', lines: ['c'] },
    ]);
  });
});
