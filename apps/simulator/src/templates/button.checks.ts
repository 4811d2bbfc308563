import { refusal } from '../management/management.faults.ts';
import { TemplateError } from './template.faults.ts';
import { codeLink } from './template.schema.ts';
import type { TemplateButton, TemplateCategory } from './template.ts';
import { variablesIn } from './variables.ts';

const longest = { label: 25, url: 2_000, phone: 20, code: 20 };
const mostButtons = 10;
const mostOfType: Partial<Record<TemplateButton['type'], number>> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  MPM: 1,
  CATALOG: 1,
};

export function checkButtons(buttons: TemplateButton[] = [], category: TemplateCategory): void {
  if (buttons.length === 0) throw missing('buttons');
  if (buttons.length > mostButtons) throw refusal('badParameter', `buttons: ${mostButtons} at most`);
  checkMix(buttons, category);
  for (const button of buttons) checkButton(button);
}

function checkMix(buttons: TemplateButton[], category: TemplateCategory): void {
  for (const [type, most] of Object.entries(mostOfType)) {
    if (buttons.filter((button) => button.type === type).length > most) {
      throw refusal('badParameter', `buttons: ${most} of type ${type} at most`);
    }
  }
  // One change between quick replies and others, or none.
  const isReply = buttons.map(({ type }) => type === 'QUICK_REPLY');
  if (isReply.filter((one, index) => index > 0 && one !== isReply[index - 1]).length > 1) {
    throw refusal('badParameter', 'buttons: quick replies have to stand together');
  }
  const codes = buttons.filter(({ url }) => url?.startsWith(codeLink)).length;
  if (codes !== (category === 'AUTHENTICATION' ? 1 : 0)) {
    throw refusal('badParameter', 'buttons: an authentication template has one OTP button, others have none');
  }
}

function checkButton(button: TemplateButton): void {
  const { type, text, phone_number: phone, example } = button;
  if (type === 'COPY_CODE') checkCode(example);
  else if (!text) throw missing('text');
  checkLength('text', text, longest.label);
  if (type === 'URL') checkUrl(button);
  if (type === 'PHONE_NUMBER') {
    if (!phone) throw missing('phone_number');
    checkLength('phone_number', phone, longest.phone);
  }
}

function checkUrl({ url, example }: TemplateButton): void {
  if (!url) throw missing('url');
  checkLength('url', url, longest.url);
  if (!/^https?:\/\/\S+$/i.test(url)) throw refusal('badParameter', 'url: has to begin with https://');
  const variables = variablesIn(url);
  if (variables.length === 0) return;
  if (variables.length > 1 || !url.endsWith('}}')) {
    throw refusal('badParameter', 'url: one variable at most, at the end');
  }
  if (!example?.length) throw missing('example');
}

function checkCode(example: string | string[] | undefined): void {
  const code = Array.isArray(example) ? example[0] : example;
  if (!code) throw missing('example');
  checkLength('example', code, longest.code);
}

function checkLength(what: string, value: string | undefined, most: number): void {
  if (value && value.length > most) {
    throw new TemplateError('tooLong', `A button's ${what} has more than ${most} characters.`);
  }
}

function missing(field: string): TemplateError {
  return new TemplateError(
    'fieldMissing',
    `component of type BUTTONS is missing expected field(s) (${field})`,
  );
}
