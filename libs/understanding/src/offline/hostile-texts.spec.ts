import { runInNewContext } from 'node:vm';

import { understandOffline } from './understand-offline.ts';

/** As long as WhatsApp lets a text be, and as long as the rules read one to its end. */
const LENGTHS = [4096, 399];
/** Far above what any text takes on a busy machine, far below what one takes that is matched in exponentially many ways. */
const HANGS_AFTER_MS = 20_000;

/** Beginnings that lead into a rule, and what goes on without ever completing it. */
const SHAPES: Record<string, [start: string, filler: string, end: string]> = {
  'a long word that a code is for': ["what's my code for ", 'a', ', x'],
  'a long word that a code is of': ['my locker code at ', 'a', ' is ?'],
  'many words that a code is for': ["what's the wifi password for ", 'a ', ', x'],
  'many owners': ['', "a's ", '?'],
  'many articles': ['', 'the my ', '!'],
  'many words': ['', 'word ', ','],
  'one long word': ['', 'x', '.'],
  'hyphens and apostrophes': ['the ', "-'", ' is paid x'],
  'a thing that is done': ['', 'the rent ', 'is paid, x'],
  'a thing that is due': ['the ', 'due ', 'due now x'],
  'a thing that is now due': ['the thing is ', 'now is due ', 'x'],
  'an event that is off': ['', 'the party is off ', 'x'],
  'an order to cancel': ['cancel ', 'the meeting on ', '!'],
  'an order to move': ['move ', 'it to it from ', '!'],
  'an order to make it later': ['make ', 'an hour later by ', '!'],
  'something onto a list': ['add ', 'to my list on ', '!'],
  'a list of items': ['add ', 'a, and ', ' to my list, !'],
  'something off a list': ['take ', 'off my list from ', '!'],
  'tasks that are done': ['mark ', 'off as done ', '!'],
  reminders: ['remind me ', 'to remind me ', '!'],
  times: ['remind me at ', '5 and 6 and ', '!'],
  days: ['lunch on ', 'monday, tuesday or ', '!'],
  'repeated dates': ['every ', 'other first of every ', '!'],
  'a stay': ["I'm in ", 'London for the ', ' x!'],
  'free time': ['is there ', 'an hour free for ', '!'],
  'free time between': ['do I have ', 'some free time between a and ', '!'],
  questions: ['', 'what is what ', 'x'],
  'question marks': ['the rent is paid', '?! ', 'x'],
  commas: ['call mum', ' , ,', 'x'],
  spaces: ['call', ' \t', 'x'],
  thanks: ['', 'thanks ok ', 'x'],
  'second thoughts': ['lunch at 3', ', no wait, 4', ' x'],
  politeness: ['', 'please can you ', 'x'],
  digits: ['', '1', ' x'],
  'digits and colons': ['at ', '1:1', ' x'],
  'a note': ['note that ', 'I need to note that ', '!'],
  'all that you know': ['delete ', 'my my data ', 'x'],
  'letters with marks': ['', 'e\u0301', ' x'],
  emoji: ['', '\u{1F469}\u200D\u{1F4BB}', ' x'],
};

/** Each looks for a fact, of what can be split in many ways: together they took minutes. */
const FACTS = [
  "what's my code for ",
  "what's our locker combination at ",
  'remind me what my ring size in ',
  'do you know my passport number for ',
  'tell me what my gym code for ',
  'what was my code at ',
];

/** How many actions were read, unless it takes too long. A regular expression is ended in mid-match too, which no timer of the test's own could. */
const guarded = (...all: string[]): unknown => {
  const read = () =>
    all.flatMap((text) => understandOffline({ text, reference: new Date(0), timezone: 'UTC' }).actions)
      .length;
  return runInNewContext('read()', { read }, { timeout: HANGS_AFTER_MS });
};

const texts = Object.entries(SHAPES).flatMap(([title, [start, filler, end]]) =>
  LENGTHS.map((length) => {
    const times = Math.floor((length - start.length - end.length) / filler.length);
    return { title, length, text: start + filler.repeat(times) + end };
  }),
);

describe('a text made to be slow', () => {
  it.each(texts)('is answered: $title, $length characters', ({ text }) =>
    expect(guarded(text)).toBeGreaterThan(0),
  );

  it('is answered: facts about a long word', () => {
    const long = (start: string, end: string): string =>
      start + 'a'.repeat(399 - start.length - end.length) + end;
    const asked = FACTS.map((start) => long(start, ', x'));
    const stated = ['my code for ', "Sam's locker number at "].map((start) => long(start, ' is to x'));
    expect(guarded(...asked, ...stated)).toBe(FACTS.length + stated.length);
  });
});

describe('words that every object in JavaScript knows', () => {
  it.each(['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])('are words: %s', (word) => {
    const sentences = [
      `add ${word} to my list`,
      `remind me at 5 ${word}`,
      `in 5 ${word}`,
      `every ${word}`,
      word,
    ];
    expect(guarded(...sentences)).toBeGreaterThanOrEqual(sentences.length);
    const { title } = understandOffline({
      text: `add ${word} to my list`,
      reference: new Date(0),
      timezone: 'UTC',
    }).actions[0];
    expect(title).toBe(word);
  });
});
