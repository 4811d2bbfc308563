import { asSent } from './confirmation.ts';

describe('an answer, as it is sent,', () => {
  it('has nothing in it that cannot be seen', () => {
    const choices = { buttons: [{ id: 'yes-1', title: 'Yes' }] };

    expect(asSent({ reply: 'a\u202Eb', choices })).toEqual({ reply: 'ab', choices });
  });
});
