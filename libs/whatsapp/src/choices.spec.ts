import { type Choice, interactiveOf, MessageLimitError } from './choices.ts';

const choices = (count: number, title = 'Choice'): Choice[] =>
  Array.from({ length: count }, (_, at) => ({ id: `id-${at}`, title: `${title} ${at}` }));
const list = (of: Choice[], button = 'Options') => ({ list: { button, choices: of } });

describe('choices under a text', () => {
  it('as buttons', () => {
    expect(interactiveOf('Add it?', { buttons: [{ id: 'yes', title: 'Yes' }] })).toEqual({
      type: 'button',
      body: { text: 'Add it?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    });
  });

  it('as a list', () => {
    const choice = { id: '1', title: 'Dentist', description: 'Tue 1 Dec, 3:00 PM' };

    expect(interactiveOf('Which one?', list([choice]))).toEqual({
      type: 'list',
      body: { text: 'Which one?' },
      action: { button: 'Options', sections: [{ rows: [choice] }] },
    });
  });

  it.each([
    ['no buttons', 'x', { buttons: [] }, 'there can be 1 to 3 buttons, not 0'],
    ['four buttons', 'x', { buttons: choices(4) }, 'there can be 1 to 3 buttons, not 4'],
    ['eleven choices', 'x', list(choices(11)), 'there can be 1 to 10 choices in a list, not 11'],
    ['no text', '', { buttons: choices(1) }, 'the text above buttons must have 1 to 1024 characters, not 0'],
    ['a long text', 'x'.repeat(1_025), { buttons: choices(1) }, 'text above buttons must have 1 to 1024'],
    ['a long text above a list', 'x'.repeat(4_097), list(choices(1)), 'above a list must have 1 to 4096'],
    ['a long title', 'x', { buttons: choices(1, 'x'.repeat(19)) }, 'must have 1 to 20 characters, not 21'],
    ['a long title in a list', 'x', list(choices(1, 'x'.repeat(23))), 'must have 1 to 24 characters, not 25'],
    ['a long button', 'x', list(choices(1), 'x'.repeat(21)), 'button that opens a list must have 1 to 20'],
    [
      'a long id',
      'x',
      { buttons: [{ id: 'x'.repeat(201), title: 'x' }] },
      'id of a choice must have 1 to 200',
    ],
    [
      'a long description',
      'x',
      list([{ id: '1', title: 'x', description: 'x'.repeat(73) }]),
      'description of a choice must have 1 to 72',
    ],
    [
      'one title twice',
      'x',
      {
        buttons: [
          { id: '1', title: 'Yes' },
          { id: '2', title: 'Yes' },
        ],
      },
      'title of its own',
    ],
    [
      'one id twice',
      'x',
      list([
        { id: '1', title: 'a' },
        { id: '1', title: 'b' },
      ]),
      'id of its own',
    ],
  ])('cannot be sent with %s', (_, body, given, reason) => {
    expect(() => interactiveOf(body, given)).toThrow(MessageLimitError);
    expect(() => interactiveOf(body, given)).toThrow(reason);
  });
});
