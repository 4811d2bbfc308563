import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

import { metaApi, type MetaOperation } from '#testing';

/** Values of enumerations that Meta's pages name and its file does not have yet (or has under another name). */
const newerValues: Record<string, string[]> = {
  WhatsAppPhoneNumberStatus: ['CONNECTED', 'DISCONNECTED', 'FLAGGED', 'RATE_LIMITED'],
  WhatsAppPhoneNumberQualityRating: ['UNKNOWN'],
  BusinessVerificationStatus: ['verified'],
  OwnershipType: ['SELF'],
  WhatsAppCodeVerificationStatus: ['NOT_VERIFIED', 'EXPIRED'],
};

interface Enumeration {
  enum?: string[];
}

// The file is OpenAPI 3.1, whose schemas are JSON Schema 2020-12, with a few formats that say nothing of the shape.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
for (const [name, schema] of Object.entries(metaApi.components.schemas)) {
  const values = (schema as Enumeration).enum;
  const newer = values ? { ...schema, enum: [...values, ...(newerValues[name] ?? [])] } : schema;
  ajv.addSchema(newer, `#/components/schemas/${name}`);
}
const isError = ajv.compile({ $ref: '#/components/schemas/GraphAPIError' });

/** What is wrong with an answer by the schema that Meta gives for it; empty when it fits. */
export function faultsOf({ schema }: MetaOperation, answer: unknown): string[] {
  return faults(ajv.compile(schema), answer);
}

export const faultsOfError = (answer: unknown): string[] => faults(isError, answer);

function faults(validate: ValidateFunction, answer: unknown): string[] {
  validate(answer);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'body'} ${message}`);
}
