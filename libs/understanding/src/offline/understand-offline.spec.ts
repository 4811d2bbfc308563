import { understandOffline } from './understand-offline.ts';

const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions[0];

describe('understandOffline', () => {
  it.each([
    ['Thanks, remind me to call mom', 'create_reminder'],
    ['Good morning! What is on my list?', 'list_tasks'],
    ['check off number 2 please', 'complete_task'],
    ['check my to do list', 'list_tasks'],
    ['what is on my reminder list', 'list_reminders'],
    ['', 'out_of_scope'],
    ['???', 'out_of_scope'],
  ])('"%s" is %s', (text, intent) => {
    expect(understand(text).intent).toBe(intent);
  });

  it('gives the date of a sentence it does not understand', () => {
    expect(understand('next saturday')).toEqual({
      intent: 'out_of_scope',
      confidence: 0,
      words: 'next saturday',
      when: { start: '2026-03-21T00:00:00+00:00', grain: 'day' },
    });
  });

  it('refuses a zone that does not exist', () => {
    expect(() => understandOffline({ text: 'list', reference, timezone: 'Mars/Base' })).toThrow(RangeError);
  });
});

describe('a text as long as WhatsApp allows', () => {
  const starts = ['', 'remind me to ', 'add ', 'mark ', 'todo: ', 'what ', 'thanks ', 'i finished '];
  const fillings = [
    ' ',
    'a',
    'a to to to ',
    ',',
    ' ,',
    '.',
    "'",
    '1 day ',
    'at 5 ',
    'to my list ',
    'hi ',
    'please ',
  ];
  const texts = starts.flatMap((start) =>
    fillings.map((filling) => `${start}${filling.repeat(4096)}`.slice(0, 4095).concat('x')),
  );

  // A backtracking regular expression would take minutes on some of these.
  it.each(texts.map((text) => [text.slice(0, 30).trim(), text]))('is read to its end: %s…', (_, text) => {
    expect(understand(text)).toHaveProperty('intent');
  });
});
