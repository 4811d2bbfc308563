import { ourTemplates, type TemplateDefinition } from './template-definition.ts';
import { differencesOf, hasOtherWords } from './template-difference.ts';

const declared = (name: string): TemplateDefinition =>
  ourTemplates.find((one) => one.name === name && one.language === 'en')!;
const bill = declared('handsfree_billing_update');
const offer = declared('handsfree_marketing');
const key = ({ name, language }: TemplateDefinition) => ({ name, language });

describe('what differs at WhatsApp', () => {
  it('is nothing for what was handed in, nor for what WhatsApp does not tell', () => {
    for (const one of ourTemplates) {
      expect(differencesOf({ ...key(one), category: one.category, components: one.components }, one)).toEqual(
        [],
      );
      expect(differencesOf(key(one), one)).toEqual([]);
    }
  });

  it('is a category, the one of today before the one that is announced', () => {
    expect(differencesOf({ ...key(bill), category: 'MARKETING' }, bill)).toEqual([
      'it counts as MARKETING, not as UTILITY',
    ]);
    expect(differencesOf({ ...key(bill), category: 'UTILITY', nextCategory: 'MARKETING' }, bill)).toEqual([
      'it is going to count as MARKETING, not as UTILITY',
    ]);
  });

  it('is a part with other words, one that is missing and one too many', () => {
    const components = [
      { type: 'BODY', text: 'Buy {{1}} now, please.' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] },
    ];
    expect(differencesOf({ ...key(offer), components }, offer)).toEqual([
      'the body has other words',
      'it has no footer',
      'it has buttons of its own',
    ]);
    expect(hasOtherWords({ ...key(offer), components }, offer)).toBe(true);
    expect(hasOtherWords({ ...key(offer), category: 'UTILITY', components: offer.components }, offer)).toBe(
      false,
    );
  });

  it('is never the words of an authentication template, which are Meta’s', () => {
    const code = declared('handsfree_one_time_code');
    const components = [{ type: 'BODY', text: '*{{1}}* is your verification code.' }];
    expect(differencesOf({ ...key(code), components }, code)).toEqual([]);
  });
});
