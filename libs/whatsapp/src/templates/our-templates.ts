import { checkLength } from '../messages/message-limit.ts';
import { templateOf } from '../messages/template.ts';
import { checkValue } from '../messages/template-values.ts';
import {
  purposeOf,
  templateLanguages,
  type TemplateLanguage,
  type TemplatePurpose,
  type ValuesOf,
} from './template-purposes.ts';

/** A message made from a template: `components` hold its values, as the Graph API takes them. */
export interface FilledTemplate {
  name: string;
  language: string;
  components: unknown[];
}

/** Which language a person should get a template in. */
export interface LanguageWish {
  /** As `de`, `de_AT` or `de-AT`; English when it is not told. */
  language?: string;
  /** Whether WhatsApp takes that template in that language; all of ours, if nobody tells. */
  canSend?: (template: { name: string; language: string }) => boolean;
}

/**
 * A message made from one of our templates, in the language that was wished for where that is declared and can be sent, or else in
 * English.
 *
 * @throws MessageLimitError naming the parameter and the limit that its value exceeds
 */
export function fillTemplate<P extends TemplatePurpose>(
  purpose: P,
  values: ValuesOf<P>,
  wish: LanguageWish = {},
): FilledTemplate {
  const { name, category, parameters, tapSends } = purposeOf(purpose);
  const given: Record<string, string> = values;
  const body = Object.entries(parameters).map(([parameter, { longest }]) => {
    const what = `parameter "${parameter}" of the template ${purpose}`;
    const value = given[parameter] ?? '';
    checkLength(what, value, longest);
    checkValue(what, value);
    return value;
  });
  const language = languageOf(name, wish);
  const content = templateOf({
    kind: 'template',
    name,
    language,
    body,
    buttons: [
      ...(tapSends === undefined ? [] : [{ index: 0, type: 'quick_reply' as const, payload: tapSends }]),
      // The button that copies a code gets it as the end of a link.
      ...(category === 'AUTHENTICATION' ? [{ index: 0, type: 'url' as const, suffix: body[0] ?? '' }] : []),
    ],
  });
  return { name, language, components: 'components' in content ? (content.components as unknown[]) : [] };
}

/** @param title what the person is reminded of; what WhatsApp would refuse in a value is smoothed, what is too long cut off */
export const reminderTemplate = (title: string, wish?: LanguageWish): FilledTemplate =>
  fillTemplate('event_reminder', { title: asValue(title, 'event_reminder', 'title') }, wish);

/** Says that messages wait for the person to write. */
export const waitingAnswerTemplate = (wish?: LanguageWish): FilledTemplate =>
  fillTemplate('waiting_answer', {}, wish);

/** `de_AT`, then `de`, then English. */
function languageOf(name: string, { language = 'en', canSend = () => true }: LanguageWish): TemplateLanguage {
  const exact = language.replaceAll('-', '_');
  const [base] = exact.split('_');
  const found = [exact, base].find((one) => isDeclared(one) && canSend({ name, language: one }));
  return isDeclared(found) ? found : 'en';
}

const isDeclared = (language?: string): language is TemplateLanguage =>
  (templateLanguages as readonly (string | undefined)[]).includes(language);

function asValue<P extends TemplatePurpose>(
  text: string,
  purpose: P,
  parameter: string & keyof ValuesOf<P>,
): string {
  const { longest = 0 } = purposeOf(purpose).parameters[parameter] ?? {};
  const value = text.replaceAll(/\s+/g, ' ').trim();
  return value.length > longest ? `${cut(value, longest)}…` : value;
}

/** Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark. */
const cut = (value: string, longest: number): string =>
  value.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '');
