import {
  purposeOf,
  templateLanguages,
  type TemplateLanguage,
  type TemplateParameter,
  type TemplatePurpose,
  templatePurposes,
  type TemplateWords,
} from './template-purposes.ts';

/** A message template as it is handed in to WhatsApp: `POST /<account>/message_templates`. */
export interface TemplateDefinition {
  name: string;
  language: string;
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  parameter_format: 'POSITIONAL';
  components: object[];
}

/** How long a one-time code is good for, as WhatsApp writes below it. */
const codeLivesMinutes = 10;

/** An authentication template has WhatsApp's own words and a button that copies the code. */
const codeComponents: object[] = [
  { type: 'BODY', add_security_recommendation: true },
  { type: 'FOOTER', code_expiration_minutes: codeLivesMinutes },
  { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
];

function definitionOf(purpose: TemplatePurpose, language: TemplateLanguage): TemplateDefinition {
  const { name, category, parameters, words } = purposeOf(purpose);
  const components = words === 'meta' ? codeComponents : componentsOf(words[language], parameters);
  return { name, language, category, parameter_format: 'POSITIONAL', components };
}

/** Everything that may be sent outside the 24 hours since a person's last message. Each has to be approved first. */
export const ourTemplates: readonly TemplateDefinition[] = purposes().flatMap((purpose) =>
  templateLanguages.map((language) => definitionOf(purpose, language)),
);

/** Those that Handsfree sends by itself, in the language that all others fall back to. */
export const neededTemplates: readonly TemplateDefinition[] = purposes()
  .filter((purpose) => purposeOf(purpose).isNeeded)
  .map((purpose) => definitionOf(purpose, 'en'));

function purposes(): TemplatePurpose[] {
  return Object.keys(templatePurposes) as TemplatePurpose[];
}

function componentsOf(
  { body, footer, button }: TemplateWords,
  parameters: Record<string, TemplateParameter>,
): object[] {
  const names = Object.keys(parameters);
  const examples = Object.values(parameters).map(({ example }) => example);
  // WhatsApp counts the variables: {{1}} is the first parameter, wherever a language puts it.
  const text = body.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => `{{${names.indexOf(name) + 1}}}`);
  return [
    { type: 'BODY', text, ...(examples.length > 0 && { example: { body_text: [examples] } }) },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(button === undefined ? [] : [{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: button }] }]),
  ];
}
