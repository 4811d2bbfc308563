import { withChoices } from './choices.ts';
import { contentOf } from './messages/message-body.ts';

describe('choices under a text', () => {
  it('as buttons', () => {
    expect(contentOf(withChoices('Add it?', { buttons: [{ id: 'yes', title: 'Yes' }] }))).toEqual({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Add it?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
      },
    });
  });

  it('as buttons below a file', () => {
    const file = { type: 'document', file: { id: '42' }, filename: 'calendar.ics' } as const;

    expect(
      contentOf(withChoices('Clear it?', { buttons: [{ id: 'yes', title: 'Yes' }] }, file)),
    ).toMatchObject({
      interactive: {
        type: 'button',
        header: { type: 'document', document: { id: '42', filename: 'calendar.ics' } },
        body: { text: 'Clear it?' },
      },
    });
  });

  it('as a list', () => {
    const choice = { id: '1', title: 'Dentist', description: 'Tue 1 Dec, 3:00 PM' };

    expect(contentOf(withChoices('Which one?', { list: { button: 'Options', choices: [choice] } }))).toEqual({
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Which one?' },
        action: { button: 'Options', sections: [{ rows: [choice] }] },
      },
    });
  });
});
