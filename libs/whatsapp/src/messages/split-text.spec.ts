import fc from 'fast-check';

import { MessageLimitError } from './message-limit.ts';
import { splitText } from './split-text.ts';
import { textOf } from './text.ts';

const visible = (text: string): string => text.replaceAll(/\s/g, '');
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const charactersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

const family = '👨‍👩‍👧‍👦';
const pieces = fc.constantFrom(
  'a',
  'word',
  'Grüße',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\r\n',
  '. ',
  '! ',
  '。',
  '日本語',
  '😀',
  family,
  '🇩🇪',
  'é',
  ' \u0301',
  'e\u0301\u0323',
  'ก็',
  '\uD83D',
  '\u0600',
);
const texts = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));
const limits = fc.integer({ min: 2, max: 40 });

describe('a long text', () => {
  it('loses nothing that can be seen, whatever is in it', () => {
    fc.assert(
      fc.property(texts, limits, (text, longest) => {
        expect(visible(splitText(text, longest).join(''))).toBe(visible(text));
      }),
    );
  });

  it('becomes parts within the limit, none of them blank', () => {
    fc.assert(
      fc.property(texts, limits, (text, longest) => {
        for (const part of splitText(text, longest)) {
          expect(part.length).toBeLessThanOrEqual(longest);
          expect(part.trim()).not.toBe('');
        }
      }),
    );
  });

  it('is cut between characters as people see them', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 40 }), (text, longest) => {
        fc.pre(charactersOf(text).every(({ length }) => length <= longest));
        const inParts = splitText(text, longest).flatMap(charactersOf);
        expect(inParts.map(visible).filter(Boolean)).toEqual(charactersOf(text).map(visible).filter(Boolean));
      }),
    );
  });

  it.each([
    ['between paragraphs', 'One two. Three.\n\nFour five\nsix.', ['One two. Three.', 'Four five\nsix.']],
    ['between lines', 'milk and bread\neggs. And salt and', ['milk and bread', 'eggs. And salt and']],
    ['between sentences', 'Buy some milk. Then call the bank', ['Buy some milk.', 'Then call the bank']],
    ['between words', 'remember the dentist on Tuesday', ['remember the dentist', 'on Tuesday']],
    [
      'before a word that would not fit',
      'See https://example.com/aaaaaaaa',
      ['See', 'https://example.com/', 'aaaaaaaa'],
    ],
    ['inside a word longer than a message', 'x'.repeat(45), ['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)]],
    ['at the limit exactly', `${'x'.repeat(20)}\n\n${'y'.repeat(20)}`, ['x'.repeat(20), 'y'.repeat(20)]],
    ['not inside an emoji', `${'x'.repeat(15)}${family}`, ['x'.repeat(15), family]],
    ['not inside a flag', `${'x'.repeat(14)}🇩🇪🇫🇷`, [`${'x'.repeat(14)}🇩🇪`, '🇫🇷']],
  ])('is cut %s', (_, text, parts) => {
    expect(splitText(text, 20)).toEqual(parts);
  });

  it('prefers the paragraph near the limit to a line nearer to it', () => {
    const text = 'a'.repeat(12).concat('\n\n', 'b'.repeat(4), '\n', 'c'.repeat(10));

    expect(splitText(text, 20)).toEqual(['a'.repeat(12), `${'b'.repeat(4)}\n${'c'.repeat(10)}`]);
  });

  it('is cut between surrogate pairs where one character is longer than a message', () => {
    const parts = splitText(family, 4);

    expect(parts.join('')).toBe(family);
    expect(parts.some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
  });

  it('stays one message as long as it fits', () => {
    expect(splitText('x'.repeat(4_096))).toEqual(['x'.repeat(4_096)]);
    expect(splitText('x'.repeat(4_097))).toHaveLength(2);
  });

  it('is nothing to send when it is blank', () => {
    expect(splitText(' \n '.repeat(4_096))).toEqual([]);
    expect(splitText('')).toEqual([]);
  });
});

describe('a text', () => {
  it('may have 4,096 characters, not more, and not none', () => {
    expect(textOf({ kind: 'text', body: 'x'.repeat(4_096) })).toMatchObject({ preview_url: false });
    expect(() => textOf({ kind: 'text', body: 'x'.repeat(4_097) })).toThrow(MessageLimitError);
    expect(() => textOf({ kind: 'text', body: 'x'.repeat(4_097) })).toThrow('1 to 4096 characters, not 4097');
    expect(() => textOf({ kind: 'text', body: '' })).toThrow('not 0');
  });

  it('shows a preview of its link when told so', () => {
    expect(textOf({ kind: 'text', body: 'https://example.com', previewUrl: true })).toEqual({
      body: 'https://example.com',
      preview_url: true,
    });
  });
});
