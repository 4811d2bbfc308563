import { z } from 'zod';

import { faultOf } from '../../error.table.ts';
import { GraphError } from '../../graph.error.ts';
import { parseBody } from '../../parse-body.ts';
import type { Template } from '../../../templates/template.ts';
import type { Parameter } from './template.schema.ts';

/** Texts that WhatsApp formats itself come with what to show when it can not; here it never can. */
const fallbackSchema = z.object({ fallback_value: z.string() });
const textSchema = z.object({ text: z.string() });

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** `{{1}}` or `{{first_name}}`, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
}

export function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(placeholder, (whole, name: string) => values.get(name) ?? whole);
}

/** Fills the text of a header or body; throws when the values are not those that it asks for. */
export function fillText(
  { text, limit, place }: { text: string; limit: number; place: string },
  parameters: Parameter[],
  format: Template['parameterFormat'],
): string {
  const names = placeholdersOf(text);
  if (parameters.length !== names.length) {
    const counts = `${parameters.length} values were sent, the template has ${names.length} variables.`;
    throw new GraphError(faultOf(132_000), `${place}: ${counts}`);
  }
  const isNamed = format === 'NAMED';
  const values = new Map(
    parameters.map((parameter, at) => [
      isNamed ? nameOf(parameter, names, place) : positionOf(parameter, at, place),
      valueOf(parameter, place),
    ]),
  );
  if (values.size !== names.length) {
    throw new GraphError(faultOf(132_018), `${place}: each of ${names.join(', ')} is needed once.`);
  }
  const filled = fill(text, values);
  if (filled.length > limit) {
    throw new GraphError(faultOf(132_005), `${place}: ${filled.length} characters; at most ${limit} fit.`);
  }
  return filled;
}

function nameOf({ parameter_name: name = '' }: Parameter, names: string[], place: string): string {
  if (names.includes(name)) return name;
  const wanted = `each value needs as \`parameter_name\` one of ${names.join(', ')}`;
  throw new GraphError(faultOf(132_018), `${place}: ${wanted}; '${name}' is none.`);
}

function positionOf({ parameter_name: name }: Parameter, at: number, place: string): string {
  if (name === undefined) return String(at + 1);
  const wanted = 'the variables of this template are numbered: leave `parameter_name` out';
  throw new GraphError(faultOf(132_018), `${place}: ${wanted}.`);
}

function valueOf(parameter: Parameter, place: string): string {
  const { type } = parameter;
  if (type === 'text') return plainText(parseBody(textSchema, parameter, place).text, place);
  if (type === 'currency' || type === 'date_time') {
    return parseBody(fallbackSchema, parameter[type], `${place}.${type}`).fallback_value;
  }
  throw new GraphError(faultOf(132_012), `${place}: expected a text, received ${type}.`);
}

function plainText(text: string, place: string): string {
  if (!/[\n\t]| {5}/.test(text)) return text;
  throw new GraphError(faultOf(132_012), `${place}: no new lines, tabs or more than four spaces in a value.`);
}
