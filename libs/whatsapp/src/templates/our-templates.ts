import { templateOf } from '../messages/template.ts';

/** A message template as it is handed in to WhatsApp: `POST /<account>/message_templates`. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: 'UTILITY';
  parameter_format: 'POSITIONAL';
  components: object[];
}

/** A message made from a template: `components` hold its values, as the Graph API takes them. */
export interface FilledTemplate {
  name: string;
  language: string;
  components: unknown[];
}

/** What a tap on the button of `waitingAnswerTemplate` sends as its payload, beside the words of the button. */
export const showWaitingAnswers = 'show_waiting_answers';
const showWords = 'Show it to me';

/** Of the 1,024 characters of a body, less its own words. */
const longestTitle = 900;

const utility = { language: 'en', category: 'UTILITY', parameter_format: 'POSITIONAL' } as const;

const reminder: TemplateDefinition = {
  ...utility,
  name: 'handsfree_reminder',
  components: [
    {
      type: 'BODY',
      // A variable can be neither the first nor the last word.
      text: 'Here is the reminder that you asked for: {{1}}\n\nAnswer to this message when you need anything else.',
      example: { body_text: [['call the dentist']] },
    },
  ],
};

const waitingAnswer: TemplateDefinition = {
  ...utility,
  name: 'handsfree_waiting_answer',
  components: [
    {
      type: 'BODY',
      text: 'I have a message for you that I could not deliver in time. WhatsApp lets me send it once you answer.',
    },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: showWords }] },
  ],
};

/** All that Handsfree sends outside the 24 hours since a person's last message. They have to be approved first. */
export const ourTemplates: readonly TemplateDefinition[] = [reminder, waitingAnswer];

/** @param title what the person is reminded of; what WhatsApp would refuse in a value is smoothed, what is too long cut off */
export function reminderTemplate(title: string): FilledTemplate {
  const value = title.replaceAll(/\s+/g, ' ').trim();
  return fill(reminder, { body: [value.length > longestTitle ? `${cut(value)}…` : value] });
}

/** Says that messages wait for the person to write. */
export const waitingAnswerTemplate = (): FilledTemplate =>
  fill(waitingAnswer, { buttons: [{ index: 0, type: 'quick_reply', payload: showWaitingAnswers }] });

type Values = Omit<Parameters<typeof templateOf>[0], 'kind' | 'name' | 'language'>;

function fill({ name, language }: TemplateDefinition, values: Values): FilledTemplate {
  const filled = templateOf({ kind: 'template', name, language, ...values });
  return { name, language, components: 'components' in filled ? (filled.components as unknown[]) : [] };
}

/** Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark. */
const cut = (value: string): string => value.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/, '');
