import {
  ourTemplates,
  reminderTemplate,
  showWaitingAnswers,
  waitingAnswerTemplate,
} from './our-templates.ts';

const valueOf = ({ components }: { components: unknown[] }): string =>
  (components as { parameters: { text: string }[] }[])[0]!.parameters[0]!.text;

describe('our templates', () => {
  it('have names of their own, and fit into what WhatsApp takes', () => {
    const names = ourTemplates.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const texts = ourTemplates.flatMap(({ components }) => components as { type: string; text?: string }[]);
    for (const { text = '' } of texts) {
      expect(text.length).toBeLessThanOrEqual(1_024);
      expect(text).not.toMatch(/^\{\{|\}\}$/);
    }
  });

  it('fill a reminder with its title', () => {
    expect(reminderTemplate('call mom')).toEqual({
      name: 'handsfree_reminder',
      language: 'en',
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'call mom' }] }],
    });
  });

  it('take any title: new lines, tabs and gaps become single spaces', () => {
    expect(valueOf(reminderTemplate(' milk\n\teggs       bread '))).toBe('milk eggs bread');
  });

  it('cut a title that is too long, not through an emoji', () => {
    const value = valueOf(reminderTemplate('😀'.repeat(1_000)));
    expect(value.length).toBeLessThanOrEqual(900);
    expect(value).toMatch(/^(?:😀)+…$/u);
  });

  it('say of the waiting answers what a tap sends', () => {
    expect(waitingAnswerTemplate().components).toEqual([
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: showWaitingAnswers }],
      },
    ]);
  });
});
