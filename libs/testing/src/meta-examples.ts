import { readFileSync } from 'node:fs';

/** An operation of the Graph API as Meta's OpenAPI file describes it. */
export interface MetaOperation {
  method: 'GET' | 'POST' | 'DELETE';
  /** With placeholders: `/{Version}/{Phone-Number-ID}/messages`. */
  path: string;
  /** Bodies by title. */
  requests: Record<string, Record<string, unknown>>;
  /** Bodies answered with HTTP 200, by title. */
  answers: Record<string, Record<string, unknown>>;
  /** JSON schema of that answer; it may refer to `components`. */
  schema: object;
}

interface MetaApi {
  operations: MetaOperation[];
  components: { schemas: Record<string, object> };
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../meta/${name}`, import.meta.url), 'utf8'));

/** Meta's own webhook examples under their titles. */
export const metaExamples = read('webhook-examples.json') as Record<string, Record<string, unknown>>;

/** Meta's own examples of requests and responses. */
export const metaApi = read('api-examples.json') as MetaApi;
