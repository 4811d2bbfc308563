import { Ajv2020 } from 'ajv/dist/2020.js';

import { metaApi } from '#testing';

type Schema = Record<string, unknown>;

const schemas = structuredClone(metaApi.components.schemas) as Record<string, Schema>;

/** The part of a schema at this place. */
function at(name: string, ...steps: string[]): Schema {
  let part: unknown = schemas[name];
  for (const step of steps) part = (part as Schema | undefined)?.[step];
  if (typeof part !== 'object' || part === null) throw new Error(`There is no ${steps.join('.')} in ${name}`);
  return part as Schema;
}
const allow = (name: string, steps: string[], ...more: unknown[]): number =>
  (at(name, ...steps) as unknown as unknown[]).push(...more);
const action = (name: string, ...needed: string[]): Schema => ({
  required: ['name', ...needed],
  properties: { name: { enum: [name] } },
});

// What Meta's pages or its own examples know and its schemas do not. All else stands as Meta wrote it.
for (const name of Object.keys(schemas).filter((one) => /^\w+Message$/.test(one))) {
  // The part beside the common one forbids what the common one requires, so no message at all would fit.
  delete at(name, 'allOf', '1').additionalProperties;
  at(name).unevaluatedProperties = false;
}
at('BaseMessageProperties', 'properties').biz_opaque_callback_data = { type: 'string', maxLength: 512 };
at('LanguageObject').required = ['code'];
allow('InteractiveObject', ['properties', 'type', 'enum'], 'cta_url', 'location_request_message');
allow('ActionObject', ['oneOf'], action('cta_url', 'parameters'), action('send_location'));
// As it is above a list.
at('BodyObject', 'properties', 'text').maxLength = 4_096;
for (const [name, ...steps] of [['TemplateComponent'], ['ButtonComponent', 'allOf', '1']] as const) {
  allow(name, [...steps, 'properties', 'sub_type', 'enum'], 'copy_code');
  // Meta's pattern leaves out 0 and 1, with which its own examples begin.
  at(name, ...steps, 'properties', 'index').pattern = '^[0-9]$';
}
allow('ParameterObject', ['properties', 'type', 'enum'], 'location');
allow('ButtonParameterObject', ['properties', 'type', 'enum'], 'coupon_code');

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, `#/components/schemas/${name}`);

function faultsOf(name: string, value: unknown): string[] {
  const validate = ajv.getSchema(`#/components/schemas/${name}`);
  if (!validate) throw new Error(`Meta has no schema of ${name}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'body'} ${message}`);
}

/** What is wrong with the body of a send by the schema that Meta gives for it; empty when it fits. */
export function faultsOfMessage(body: Record<string, unknown>): string[] {
  const { type, template } = body as { type: string; template?: { components?: { type: string }[] } };
  const named = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  // The schema of templates does not lead to those of its components by itself.
  const components = template?.components ?? [];
  return [
    ...faultsOf(`${named(type)}Message`, body),
    ...components.flatMap((one) => faultsOf(`${named(one.type)}Component`, one)),
  ];
}
