import { fillTemplate, reminderTemplate, waitingAnswerTemplate } from './our-templates.ts';
import { neededTemplates, ourTemplates } from './template-definition.ts';
import {
  purposeOf,
  showWaitingAnswers,
  type TemplatePurpose,
  templatePurposes,
} from './template-purposes.ts';

const valueOf = ({ components }: { components: unknown[] }): string =>
  (components as { parameters: { text: string }[] }[])[0]!.parameters[0]!.text;
const purposes = Object.keys(templatePurposes) as TemplatePurpose[];

describe('our templates', () => {
  it('are there for each purpose in English, German and Spanish, under names of their own', () => {
    const keys = ourTemplates.map(({ name, language }) => `${name} ${language}`);
    expect(new Set(keys).size).toBe(purposes.length * 3);
    expect(neededTemplates.map(({ name, language }) => `${name} ${language}`)).toEqual([
      'handsfree_reminder en',
      'handsfree_waiting_answer en',
    ]);
  });

  it.each(purposes)('fit into what WhatsApp takes, with their longest values: %s', (purpose) => {
    const { parameters, words } = purposeOf(purpose);
    const names = Object.keys(parameters);
    const longest = Object.values(parameters).reduce((sum, one) => sum + one.longest, 0);
    for (const { body, footer = '', button = '' } of words === 'meta' ? [] : Object.values(words)) {
      expect([...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()).toEqual(
        names.toSorted(),
      );
      expect(body).not.toMatch(/^\{\{|\}\}$/);
      expect(body.length + longest).toBeLessThanOrEqual(1_024);
      expect(footer.length).toBeLessThanOrEqual(60);
      expect(button.length).toBeLessThanOrEqual(25);
    }
  });

  it('are handed in with numbered variables and an example of each', () => {
    const bill = ourTemplates.find(
      ({ name, language }) => name === 'handsfree_billing_update' && language === 'de',
    );
    expect(bill).toEqual({
      name: 'handsfree_billing_update',
      language: 'de',
      category: 'UTILITY',
      parameter_format: 'POSITIONAL',
      components: [
        {
          type: 'BODY',
          text: expect.stringMatching(
            /^Deine Rechnung für \{\{1\}\} beträgt \{\{2\}\}, fällig am \{\{3\}\}\. /,
          ),
          example: { body_text: [['November', '€4.90', '1 December']] },
        },
      ],
    });
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

  it('put a one-time code into the text and into the button that copies it', () => {
    expect(fillTemplate('one_time_code', { code: '482913' }).components).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '482913' }] },
    ]);
  });

  it.each([
    ['', 'must have 1 to 15 characters, not 0'],
    ['1234567890123456', 'must have 1 to 15 characters, not 16'],
    ['12\n34', 'can have no new line and no tab'],
    ['12     34', 'can have 4 spaces in a row at most, not 5'],
  ])('refuse the value %j before it is sent, naming the parameter and the limit', (code, limit) => {
    expect(() => fillTemplate('one_time_code', { code })).toThrow(
      `the parameter "code" of the template one_time_code ${limit}`,
    );
  });

  it.each([
    ['de', 'de'],
    ['de_AT', 'de'],
    ['es-MX', 'es'],
    ['fr', 'en'],
    ['en_GB', 'en'],
    [undefined, 'en'],
  ])('are sent to somebody who speaks %s in %s', (language, sent) => {
    expect(reminderTemplate('tea', { language }).language).toBe(sent);
  });

  it('are sent in English while WhatsApp does not take the language', () => {
    const canSend = ({ language }: { language: string }): boolean => language !== 'de';
    expect(reminderTemplate('tea', { language: 'de_AT', canSend }).language).toBe('en');
    expect(reminderTemplate('tea', { language: 'es', canSend: () => false }).language).toBe('en');
  });
});
