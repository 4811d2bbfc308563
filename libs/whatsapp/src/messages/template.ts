import { type FileHeader, fileHeaderOf } from './interactive-header.ts';
import { locationOf, type Place } from './location.ts';
import { checkLength, MessageLimitError } from './message-limit.ts';
import { type TemplateButton, templateButtonsOf } from './template-buttons.ts';
import { templateParametersOf, type TemplateValues } from './template-values.ts';

export interface TemplateContent {
  kind: 'template';
  /** Small letters, digits and `_`; at most 512 characters. */
  name: string;
  /** As `en` or `en_US`. */
  language: string;
  /** A text has one variable at most, and fits into 60 characters. */
  header?: { type: 'text'; values: TemplateValues } | FileHeader | { type: 'location'; location: Place };
  /** Fit into 1,024 characters. */
  body?: TemplateValues;
  /** Those with a variable. */
  buttons?: TemplateButton[];
}

export function templateOf({ name, language, header, body, buttons }: TemplateContent): object {
  checkLength('name of the template', name, 512);
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw new MessageLimitError('the name of the template can have small letters, digits and _ only');
  }
  if (!/^[a-z]{2,3}(?:_[A-Z]{2,3})?$/.test(language)) {
    throw new MessageLimitError('the language of the template must read like en or en_US');
  }
  const components = [
    ...componentsOf('header', header ? headerParametersOf(header) : []),
    ...componentsOf('body', templateParametersOf('body', body ?? [], 1_024)),
    ...templateButtonsOf(buttons ?? []),
  ];
  // Left out for a template without variables.
  return { name, language: { code: language }, ...(components.length > 0 && { components }) };
}

function headerParametersOf(header: NonNullable<TemplateContent['header']>): object[] {
  if (header.type === 'location') return [{ type: 'location', location: locationOf(header.location) }];
  if (header.type !== 'text') return [fileHeaderOf(header)];
  const parameters = templateParametersOf('header', header.values, 60);
  if (parameters.length <= 1) return parameters;
  throw new MessageLimitError(`there can be 1 value in the header, not ${parameters.length}`);
}

function componentsOf(type: 'header' | 'body', parameters: object[]): object[] {
  return parameters.length > 0 ? [{ type, parameters }] : [];
}
