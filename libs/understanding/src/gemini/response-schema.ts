import { z } from 'zod';

/** The part of an OpenAPI schema that Gemini keeps to reliably. */
export interface ResponseSchema {
  type: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  description?: string;
  enum?: string[];
  items?: ResponseSchema;
  properties?: Record<string, ResponseSchema>;
  required?: string[];
  /** The model writes its answer in this order. */
  propertyOrdering?: string[];
}

/**
 * What Gemini is told to answer, from the schema that the answer is checked with. Limits on lengths and numbers and
 * patterns stay with us: the API refuses schemas that become too complex through them.
 */
export function responseSchemaOf(schema: z.ZodType): ResponseSchema {
  const made =
    known.get(schema) ??
    subsetOf(z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' }) as JsonSchema);
  known.set(schema, made);
  return made;
}

/** Making one takes a millisecond, and there are few. */
const known = new WeakMap<z.ZodType, ResponseSchema>();

interface JsonSchema extends Omit<ResponseSchema, 'items' | 'properties'> {
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
}

function subsetOf({
  type,
  description,
  enum: values,
  items,
  properties,
  required,
}: JsonSchema): ResponseSchema {
  return {
    type,
    ...(description !== undefined && { description }),
    ...(values && { enum: values }),
    ...(items && { items: subsetOf(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, subsetOf(property)]),
      ),
      propertyOrdering: Object.keys(properties),
    }),
    ...(required && { required }),
  };
}
