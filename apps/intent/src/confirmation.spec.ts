import { asSent } from './confirmation.ts';

const choice = { id: 'yes-1', title: 'Yes' };
const long = 'x'.repeat(1_100);

describe('an answer with choices, as it is sent,', () => {
  it('has no buttons below words that are too long for them, and asks for a yes or no instead', () => {
    expect(asSent({ reply: long, choices: { buttons: [choice] } })).toEqual({
      reply: `${long}\n\nPlease answer yes or no.`,
    });
    expect(asSent({ reply: long, choices: { buttons: [{ id: 'undo-1', title: 'Undo' }] } })).toEqual({
      reply: long,
    });
  });

  it('keeps a list below them', () => {
    const choices = { list: { button: 'Choose', choices: [choice] } };
    expect(asSent({ reply: long, choices })).toEqual({ reply: long, choices });
  });

  it('has nothing in it that cannot be seen, however long it is', () => {
    for (const rest of ['', long])
      expect(asSent({ reply: `a\u202Eb${rest}`, choices: { buttons: [choice] } }).reply).toMatch(/^ab/);
  });
});
