import type { Content } from './content.ts';
import { replyTo } from './taps.ts';

const buttons: Content = {
  kind: 'interactive',
  body: 'Your workshop is at 9am.',
  action: { type: 'buttons', buttons: [{ id: 'change-button', title: 'Change' }] },
};
const list: Content = {
  kind: 'interactive',
  body: 'Which option?',
  action: {
    type: 'list',
    button: 'Options',
    sections: [
      { rows: [{ id: 'priority_express', title: 'Priority Mail Express', description: 'Next Day' }] },
    ],
  },
};
const template: Content = {
  kind: 'template',
  name: 'offer',
  body: 'Summer sale',
  buttons: [
    { type: 'link', title: 'Look', url: 'https://example.com' },
    { type: 'quick reply', title: 'Unsubscribe', payload: 'stop' },
  ],
};

describe('a tap', () => {
  it.each([
    [
      'a button',
      buttons,
      'change-button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'change-button', title: 'Change' } },
      },
    ],
    [
      'a row',
      list,
      'priority_express',
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 'priority_express', title: 'Priority Mail Express', description: 'Next Day' },
        },
      },
    ],
    ['a quick reply', template, 'stop', { type: 'button', button: { payload: 'stop', text: 'Unsubscribe' } }],
  ])('on %s says what was chosen', (_, content, id, message) => {
    expect(replyTo(content, id)).toEqual(message);
  });

  it('on something that is not there says nothing', () => {
    for (const content of [buttons, list, template, { kind: 'text', text: 'hi' } satisfies Content]) {
      expect(replyTo(content, 'elsewhere')).toBeUndefined();
    }
  });
});
