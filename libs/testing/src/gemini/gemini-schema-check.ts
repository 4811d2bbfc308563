const keywords = new Set(
  [
    ['type', 'format', 'title', 'description', 'nullable', 'enum', 'example', 'default', 'anyOf'],
    ['properties', 'required', 'propertyOrdering', 'minProperties', 'maxProperties'],
    ['items', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'minimum', 'maximum'],
  ].flat(),
);
const types = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean']);

type Schema = Record<string, unknown>;
const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a `responseSchema`; the API knows a part of OpenAPI's keywords only and refuses all others. */
export function schemaFaults(schema: unknown, path = 'response_schema'): string[] {
  if (!isObject(schema)) return [`${path}: must be an object`];
  const unknown = Object.keys(schema).filter((name) => !keywords.has(name));
  const faults = unknown.map((name) => `Unknown name "${name}" at '${path}': Cannot find field.`);
  const type = typeof schema.type === 'string' ? schema.type.toLowerCase() : '';
  if (!types.has(type)) return [...faults, `${path}.type: must be one of the types`];
  if (schema.enum !== undefined && (type !== 'string' || !isNameList(schema.enum))) {
    faults.push(`${path}.enum: only allowed for STRING type, with names`);
  }
  if (type === 'array') return [...faults, ...schemaFaults(schema.items, `${path}.items`)];
  return type === 'object' ? [...faults, ...objectFaults(schema, path)] : faults;
}

function objectFaults({ properties, required = [], propertyOrdering = [] }: Schema, path: string): string[] {
  if (!isObject(properties) || Object.keys(properties).length === 0) {
    return [`${path}.properties: should be non-empty for OBJECT type`];
  }
  const named = [required, propertyOrdering].flatMap((list) => (isNameList(list) ? list : ['(no list)']));
  return [
    ...named
      .filter((name) => !(name in properties))
      .map((name) => `${path}: property "${name}" is not defined`),
    ...Object.entries(properties).flatMap(([name, one]) => schemaFaults(one, `${path}.${name}`)),
  ];
}

const isNameList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0
    ? value.every((one) => typeof one === 'string' && one !== '')
    : Array.isArray(value) && value.length === 0;
