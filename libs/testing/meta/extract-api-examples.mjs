// Writes api-examples.json anew from Meta's OpenAPI file:
//   node libs/testing/meta/extract-api-examples.mjs business-messaging-api_v23.0.yaml
import { readFileSync, writeFileSync } from 'node:fs';

import { parse } from 'yaml';

const paths = [
  '/{Version}/{Phone-Number-ID}/messages',
  '/{Version}/{Phone-Number-ID}/media',
  '/{Version}/{Media-ID}',
  '/{Version}/{WABA-ID}/message_templates',
  '/{Version}/{TEMPLATE_ID}',
  '/{Version}/{WABA-ID}/phone_numbers',
  '/{Version}/{Phone-Number-ID}',
  '/{Version}/{Phone-Number-ID}/register',
  '/{Version}/{Phone-Number-ID}/deregister',
  '/{Version}/{Phone-Number-ID}/request_code',
  '/{Version}/{Phone-Number-ID}/verify_code',
  '/{Version}/{Phone-Number-ID}/settings',
  '/{Version}/{Phone-Number-ID}/whatsapp_business_profile',
  '/{Version}/{WABA-ID}/subscribed_apps',
  '/{Version}/{WABA-ID}',
];

const words = new Set(['description', 'title', 'example', 'examples']);

const [, , source] = process.argv;
if (!source) throw new Error('Name the OpenAPI file.');
const document = parse(readFileSync(source, 'utf8'));

const operations = paths.flatMap((path) =>
  Object.entries(document.paths[path])
    .filter(([, { responses }]) => responses)
    .map(([method, { requestBody, responses }]) => {
      const answer = responses[200].content['application/json'];
      return {
        method: method.toUpperCase(),
        path,
        requests: examplesOf(requestBody?.content['application/json']),
        answers: examplesOf(answer),
        schema: withoutWords(answer.schema),
      };
    }),
);
/** Every schema that the answers and messages refer to, directly or indirectly. */
const schemas = {};
addReferred(operations);
addReferred({ $ref: '#/components/schemas/Message' });
addReferred({ $ref: '#/components/schemas/GraphAPIError' });

const target = new URL('api-examples.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ operations, components: { schemas } }, null, 2)}\n`);

function examplesOf(content) {
  const examples = content?.examples ?? (content?.example ? { example: { value: content.example } } : {});
  return Object.fromEntries(Object.entries(examples).map(([name, { value }]) => [name, value]));
}

function addReferred(part) {
  for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (schemas[name]) continue;
    schemas[name] = withoutWords(document.components.schemas[name]);
    addReferred(schemas[name]);
  }
}

/** A schema without the parts that no validator uses. */
function withoutWords(schema) {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (typeof schema !== 'object' || schema === null) return schema;
  const rules = Object.entries(schema).filter(([key]) => !words.has(key));
  return Object.fromEntries(
    rules.map(([key, rule]) => [
      key,
      // The keys of `properties` are field names, even one called `example`.
      key === 'properties' ? mapValues(rule, withoutWords) : withoutWords(rule),
    ]),
  );
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
