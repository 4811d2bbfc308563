import type { BusinessAccount } from '../../../accounts/account.ts';
import type { TemplateContent } from '../../../phone/content.ts';
import type { Template, TemplateStatus } from '../../../templates/template.ts';
import type { Templates } from '../../../templates/templates.ts';
import { faultOf } from '../../error.table.ts';
import { GraphError } from '../../graph.error.ts';
import { parseBody } from '../../parse-body.ts';
import type { Files } from '../content/media.ts';
import type { Address, PricingCategory } from '../send.ts';
import { fillButtons } from './template.buttons.ts';
import { fillHeader } from './template.header.ts';
import { templateSchema } from './template.schema.ts';
import { fillText } from './template.text.ts';

const bodyLimit = 1_024;
/** The text of an authentication template is WhatsApp's own. */
const codeText = '*{{1}}* is your verification code.';

/** In a status that is not here a template can not be sent: it counts as missing. */
const refusals: Partial<Record<TemplateStatus, number>> = { PAUSED: 132_015, DISABLED: 132_016 };

const categories = {
  MARKETING: 'marketing',
  UTILITY: 'utility',
  AUTHENTICATION: 'authentication',
} as const satisfies Record<Template['category'], PricingCategory>;

export interface TemplateSources {
  account: BusinessAccount;
  templates: Pick<Templates, 'find'>;
  files: Files;
}

/** Finds the template and fills the values in. */
export function readTemplate(
  { account, templates, files }: TemplateSources,
  part: unknown,
  to: Address,
): { content: TemplateContent; category: PricingCategory } {
  const { name, language, components } = parseBody(templateSchema, part, 'template');
  const code = language.code.replaceAll('-', '_');
  const template = sendable(templates.find(account, name, code), `${name} (${code})`);
  refuseCodeForUserId(template, to);

  const parametersOf = (type: string) => components.find((one) => one.type === type)?.parameters ?? [];
  const parts = { body: textOf(template, 'BODY'), footer: textOf(template, 'FOOTER') };
  const body = { text: parts.body, limit: bodyLimit, place: 'template.components.body' };
  const content: TemplateContent = {
    kind: 'template',
    name,
    header: fillHeader(template, parametersOf('header'), files),
    body: fillText(body, parametersOf('body'), template.parameterFormat),
    footer: parts.footer || undefined,
    buttons: fillButtons(
      template,
      components.filter(({ type }) => type === 'button'),
    ),
  };
  return { content, category: categories[template.category] };
}

function sendable(template: Template | undefined, name: string): Template {
  if (!template) throw new GraphError(faultOf(132_001), `There is no template ${name} in this account.`);
  const { status } = template;
  if (status === 'APPROVED') return template;
  const code = refusals[status] ?? 132_001;
  throw new GraphError(faultOf(code), `The template ${name} is ${status}; only APPROVED ones are sent.`);
}

function textOf({ components, category }: Template, type: 'BODY' | 'FOOTER'): string {
  const text = components.find((one) => one.type === type)?.text;
  return text ?? (category === 'AUTHENTICATION' && type === 'BODY' ? codeText : '');
}

function refuseCodeForUserId({ category, components }: Template, to: Address): void {
  const hasButton = components.some(({ buttons }) => buttons?.length);
  if (category === 'AUTHENTICATION' && hasButton && 'userId' in to) throw new GraphError(faultOf(131_062));
}
