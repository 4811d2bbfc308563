import { z } from 'zod';

import { languageCode } from './templates.ts';
import { templateLanguages } from './languages.ts';
import type { ParameterFormat, TemplateButton, TemplateCategory, TemplateComponent } from './template.ts';

/** Meta takes these words in any case. */
const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(words));

const buttonSchema = z.looseObject({
  type: oneOf(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP', 'FLOW', 'MPM', 'CATALOG']),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  otp_type: oneOf(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']).optional(),
  example: z.union([z.string(), z.array(z.string())]).optional(),
});

const componentSchema = z.looseObject({
  type: oneOf(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']),
  format: oneOf(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']).optional(),
  text: z.string().optional(),
  buttons: z.array(buttonSchema).optional(),
  example: z.record(z.string(), z.unknown()).optional(),
  add_security_recommendation: z.boolean().optional(),
  code_expiration_minutes: z.int().min(1).max(90).optional(),
});
export type AskedComponent = z.output<typeof componentSchema>;

const content = {
  category: oneOf(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  components: z.array(componentSchema).min(1),
  parameter_format: oneOf(['POSITIONAL', 'NAMED']).default('POSITIONAL'),
  message_send_ttl_seconds: z.int().optional(),
};

export const newTemplateSchema = z.object({
  ...content,
  name: z.string(),
  language: z
    .string()
    .transform(languageCode)
    .refine((code) => templateLanguages.has(code), 'is not a language that templates can have'),
});

/** Of an existing one. Components are replaced altogether. */
export const templateEditSchema = z
  .object({ ...content, parameter_format: content.parameter_format.unwrap() })
  .partial();

/** What was asked for, in the shape in which it is kept. */
export interface TemplateContent {
  category: TemplateCategory;
  components: TemplateComponent[];
  parameterFormat: ParameterFormat;
  sendTtlSeconds?: number;
}

/** What the button with the code leads to: a phone understands it. */
export const codeLink = 'https://www.whatsapp.com/otp/code/';

/** The texts of an authentication template are Meta's own. */
export function componentsOf(asked: AskedComponent[]): TemplateComponent[] {
  return asked.map((component) => {
    const { add_security_recommendation: warns, code_expiration_minutes: minutes, ...rest } = component;
    if (warns !== undefined && rest.type === 'BODY') {
      const warning = warns ? ' For your security, do not share this code.' : '';
      return {
        ...rest,
        text: `*{{1}}* is your verification code.${warning}`,
        example: { body_text: [['123456']] },
      };
    }
    if (minutes !== undefined && rest.type === 'FOOTER') {
      return { ...rest, text: `This code expires in ${minutes} minutes.` };
    }
    return { ...rest, ...(rest.buttons && { buttons: rest.buttons.map(buttonOf) }) };
  });
}

/** Graph tells the button with the code as a link. */
function buttonOf(asked: z.output<typeof buttonSchema>): TemplateButton {
  const { type, otp_type: otpType = 'COPY_CODE', text = 'Copy code' } = asked;
  if (type !== 'OTP') return asked;
  const link = `${codeLink}?otp_type=${otpType}&code=otp`;
  return { type: 'URL', text, url: `${link}{{1}}`, example: [`${link}123456`] };
}
