import { checkButtons } from './button.checks.ts';
import { TemplateError } from './template.faults.ts';
import type { ParameterFormat, TemplateCategory, TemplateComponent } from './template.ts';
import type { TemplateContent } from './template.schema.ts';
import { areWellNamed, hasTooFewWords, startsOrEndsWithVariable, variablesIn } from './variables.ts';
import { refusal } from '../management/management.faults.ts';

const longest = { HEADER: 60, BODY: 1_024, FOOTER: 60, name: 512 };

/** How long a message may be tried to deliver, in seconds; -1 is 30 days. */
const sendTtls: Record<TemplateCategory, [number, number]> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

export function checkName(name: string): void {
  if (!/^[a-z0-9_]+$/.test(name)) {
    throw new TemplateError('name', 'The name can only have lowercase letters, digits and underscores.');
  }
  if (name.length > longest.name) throw new TemplateError('tooLong', 'The name is too long.');
}

/** Throws the first thing that Meta would refuse. */
export function checkContent({
  category,
  components,
  parameterFormat,
  sendTtlSeconds,
}: TemplateContent): void {
  checkTtl(category, sendTtlSeconds);
  const types = components.map(({ type }) => type);
  if (new Set(types).size < types.length)
    throw refusal('badParameter', 'components: one of each type at most');
  if (!types.includes('BODY')) throw refusal('badParameter', 'components: there has to be a BODY');
  if (category === 'AUTHENTICATION' && !types.includes('BUTTONS')) {
    throw refusal('badParameter', 'components: an authentication template has an OTP button');
  }
  for (const component of components) {
    if (component.type === 'HEADER') checkHeader(component, parameterFormat);
    else if (component.type === 'BODY') checkBody(component, parameterFormat);
    else if (component.type === 'FOOTER') checkFooter(component);
    else checkButtons(component.buttons, category);
  }
}

function checkTtl(category: TemplateCategory, seconds: number | undefined): void {
  if (seconds === undefined || seconds === -1) return;
  const [least, most] = sendTtls[category];
  if (seconds >= least && seconds <= most) return;
  throw refusal('badParameter', `message_send_ttl_seconds: ${least} to ${most} for ${category}, or -1`);
}

function checkHeader(header: TemplateComponent, format: ParameterFormat): void {
  switch (header.format) {
    case undefined:
      throw new TemplateError(
        'fieldMissing',
        'component of type HEADER is missing expected field(s) (format)',
      );
    case 'LOCATION':
      return;
    case 'TEXT': {
      const text = textOf(header);
      const names = variablesIn(text);
      if (/[\n*_~`]/.test(text.replaceAll(/\{\{.*?\}\}/g, ''))) {
        throw new TemplateError('header', 'A header has no new lines and no formatting.');
      }
      if (names.length > 1) throw new TemplateError('header', 'A header has one variable at most.');
      if (!areWellNamed(names, format)) throw new TemplateError('header', 'The variable is not well named.');
      checkSamples(header, names, format);
      return;
    }
    default:
      checkHandle(header);
  }
}

/** From the Resumable Upload API; several may stand in one text, each on its line. */
function checkHandle({ format, example }: TemplateComponent): void {
  const handles = example?.header_handle;
  const handle: unknown = Array.isArray(handles) ? handles[0] : handles;
  if (handle === undefined) {
    throw new TemplateError(
      'fieldMissing',
      'component of type HEADER is missing expected field(s) (example)',
    );
  }
  if (typeof handle !== 'string' || !handle.startsWith('4:')) {
    throw new TemplateError('handle', `The ${format} in header_handle was not uploaded.`);
  }
}

function checkBody(body: TemplateComponent, format: ParameterFormat): void {
  const text = textOf(body);
  const names = variablesIn(text);
  if (!areWellNamed(names, format)) {
    const rule = format === 'NAMED' ? 'names in lowercase letters, digits and _' : 'numbers from {{1}} on';
    throw new TemplateError('body', `The variables have to be ${rule}.`);
  }
  if (startsOrEndsWithVariable(text)) {
    throw new TemplateError('variableAtEdge', 'Variables can not be at the start or the end of the text.');
  }
  if (hasTooFewWords(text)) {
    throw new TemplateError('tooManyVariables', 'Use fewer variables, or more words.');
  }
  checkSamples(body, names, format);
}

function checkFooter(footer: TemplateComponent): void {
  if (variablesIn(textOf(footer)).length > 0) throw new TemplateError('footer', 'A footer has no variables.');
}

function textOf({ type, text }: TemplateComponent): string {
  if (!text) {
    throw new TemplateError('fieldMissing', `component of type ${type} is missing expected field(s) (text)`);
  }
  const most = type === 'BUTTONS' ? 0 : longest[type];
  if (text.length > most) throw new TemplateError('tooLong', `The ${type} has more than ${most} characters.`);
  return text;
}

/** Each variable needs an example. */
function checkSamples({ type, example }: TemplateComponent, names: string[], format: ParameterFormat): void {
  if (names.length === 0) return;
  const key = type === 'HEADER' ? 'header_text' : 'body_text';
  const given =
    format === 'NAMED' ? namedSamples(example?.[`${key}_named_params`]) : positions(example?.[key]);
  if (names.some((name) => !given.includes(name))) {
    throw new TemplateError(
      'fieldMissing',
      `component of type ${type} is missing expected field(s) (example)`,
    );
  }
}

function namedSamples(samples: unknown): string[] {
  if (!Array.isArray(samples)) return [];
  return samples.map((sample: unknown) =>
    typeof sample === 'object' && sample !== null && 'param_name' in sample ? String(sample.param_name) : '',
  );
}

/** `["a","b"]` or `[["a","b"]]`. */
function positions(samples: unknown): string[] {
  if (!Array.isArray(samples)) return [];
  const [first]: unknown[] = samples;
  const row: unknown[] = Array.isArray(first) ? first : samples;
  return row.map((_, index) => String(index + 1));
}
