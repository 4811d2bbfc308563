import { plainLine, withoutMarkup } from './plain-words.ts';
import { understandOffline } from './offline/understand-offline.ts';

describe('words without markup', () => {
  it.each([
    ['<b>milk</b>', 'milk'],
    ['<a href="https://x.example" target=_blank>the link</a>', 'the link'],
    ['milk<br/>eggs', 'milk eggs'],
    ['<script>alert(1)</script>milk', 'milk'],
    ['Q&amp;A &#38; tea', 'Q&A & tea'],
    ['a &constructor; of houses', 'a &constructor; of houses'],
    ['*milk*', 'milk'],
    ['*_call mom_*', 'call mom'],
    ['~old~ new', 'old new'],
    ['```code review```', 'code review'],
    ['`npm start`', 'npm start'],
    ['(*really* soon)', 'really soon'],
  ])('"%s"', (text, plain) => expect(plainLine(text).replace(/[()]/g, '')).toBe(plain));

  it.each([
    'a < b',
    'a<b and c>d',
    'I <3 you',
    '5*3',
    '2 * 3 * 4',
    '5*3*2',
    'snake_case_name',
    '~20 people',
    'AT&T',
    'it`s',
    '* milk',
    '&#1;',
    '&unknown;',
  ])('stay as they are where there is none: "%s"', (text) => expect(withoutMarkup(text)).toBe(text));

  it.each([
    ['add <b>milk</b> to my list', 'milk'],
    ['add *milk* to my list', 'milk'],
    ['*add* _oat milk_ to my list', 'oat milk'],
    ['add a < b to my list', 'a < b'],
    ['add 5*3 screws to my list', '5*3 screws'],
  ])('make titles: "%s"', (text, title) => {
    const [action] = understandOffline({ text, reference: new Date(), timezone: 'UTC' }).actions;
    expect(action).toMatchObject({ intent: 'create_task', title });
  });

  it('cost no more than their length, whatever they are made of', () => {
    for (const piece of ['<b ', '*a ', '_', '`', '<!--', '&amp', '<script>', '~a']) {
      expect(withoutMarkup(piece.repeat(3_000)).length).toBeGreaterThan(0);
    }
  });
});
