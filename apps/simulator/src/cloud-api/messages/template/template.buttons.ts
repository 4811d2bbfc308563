import type { TemplateContent } from '../../../phone/content.ts';
import type { Template, TemplateButton } from '../../../templates/template.ts';
import { faultOf } from '../../error.table.ts';
import { GraphError } from '../../graph.error.ts';
import type { FilledComponent, Parameter } from './template.schema.ts';
import { fill, placeholdersOf } from './template.text.ts';

type ShownButton = TemplateContent['buttons'][number];

/** The `sub_type` under which the values of a button come; a button that is not here takes none. */
const subTypes: Partial<Record<TemplateButton['type'], string[]>> = {
  QUICK_REPLY: ['quick_reply'],
  URL: ['url'],
  COPY_CODE: ['copy_code'],
  // Meta writes the button of a one-time password as a link.
  OTP: ['url', 'copy_code'],
  FLOW: ['flow'],
};

export function fillButtons({ components, category }: Template, filled: FilledComponent[]): ShownButton[] {
  const buttons = components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  const values = new Map(filled.map((component) => [component.index ?? 0, component]));
  for (const index of values.keys()) {
    if (!buttons[index]) throw new GraphError(faultOf(132_018), `The template has no button ${index}.`);
  }
  return buttons.map((made, index) => {
    // However it was made, Graph tells of the button for a code as a link.
    const button = category === 'AUTHENTICATION' ? { ...made, type: 'OTP' as const } : made;
    const component = values.get(index);
    if (component) checkSubType(button, index, component);
    return fillButton(button, index, component?.parameters ?? []);
  });
}

function checkSubType({ type }: TemplateButton, index: number, { sub_type: subType }: FilledComponent): void {
  const wanted = subTypes[type] ?? [type.toLowerCase()];
  if (subType !== undefined && wanted.includes(subType)) return;
  const details = `button ${index}: expected sub_type ${wanted.join(' or ')}, received ${subType ?? 'none'}.`;
  throw new GraphError(faultOf(132_012), details);
}

function fillButton(button: TemplateButton, index: number, parameters: Parameter[]): ShownButton {
  const [parameter] = parameters;
  const title = button.text ?? '';
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'quick reply', title, payload: textIn(parameter, ['payload', 'text']) ?? title };
    case 'URL':
      return { type: 'link', title, url: fillUrl(button.url ?? '', index, parameter) };
    case 'PHONE_NUMBER':
      return { type: 'phone', title, phone: button.phone_number ?? '' };
    case 'COPY_CODE':
      return {
        type: 'copy code',
        title: title || 'Copy code',
        code: needed(parameter, 'coupon_code', index),
      };
    case 'OTP':
      return { type: 'copy code', title: title || 'Copy code', code: needed(parameter, 'text', index) };
    default:
      return { type: 'other', title };
  }
}

function fillUrl(url: string, index: number, parameter: Parameter | undefined): string {
  const [name] = placeholdersOf(url);
  if (name !== undefined) return fill(url, new Map([[name, needed(parameter, 'text', index)]]));
  if (!parameter) return url;
  throw new GraphError(
    faultOf(132_018),
    `button ${index}: its address has no variable, so leave the value out.`,
  );
}

function needed(parameter: Parameter | undefined, type: string, index: number): string {
  if (!parameter)
    throw new GraphError(faultOf(131_008), `button ${index}: a parameter of type ${type} is required.`);
  const value = parameter.type === type ? textIn(parameter, [type]) : undefined;
  if (value) return value;
  throw new GraphError(faultOf(132_012), `button ${index}: expected a ${type}, received ${parameter.type}.`);
}

/** Meta's own samples also hold `true` and `false`. */
function textIn(parameter: Parameter | undefined, names: string[]): string | undefined {
  const value = names.map((name) => parameter?.[name]).find((one) => one !== undefined);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}
