import { checkFilled, checkLength, MessageLimitError } from './message-limit.ts';

/** In the order of `{{1}}`, `{{2}}`, or by name for a template whose variables have names. */
export type TemplateValues = string[] | Record<string, string>;

/** @param longest of the whole text, of which the values are a part */
export function templateParametersOf(part: string, values: TemplateValues, longest: number): object[] {
  const named = Array.isArray(values)
    ? values.map((value) => [undefined, value] as const)
    : Object.entries(values);
  const total = named.map(([, value]) => value).join('').length;
  if (total > longest) {
    throw new MessageLimitError(
      `the values of the ${part} must fit into ${longest} characters, not ${total}`,
    );
  }
  return named.map(([name, value]) => {
    checkValue(`value in the ${part}`, value);
    if (name === undefined) return { type: 'text', text: value };
    checkLength('name of a variable', name, longest);
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new MessageLimitError('the name of a variable can have small letters, digits and _ only');
    }
    return { type: 'text', parameter_name: name, text: value };
  });
}

/** For the value of a variable. */
export function checkValue(what: string, value: string): void {
  checkFilled(what, value);
  if (/[\n\r\t]/.test(value)) throw new MessageLimitError(`the ${what} can have no new line and no tab`);
  const longestGap = Math.max(...(value.match(/ +/g) ?? ['']).map((gap) => gap.length));
  if (longestGap > 4) {
    throw new MessageLimitError(`the ${what} can have 4 spaces in a row at most, not ${longestGap}`);
  }
}
