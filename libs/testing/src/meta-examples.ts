import { readFileSync } from 'node:fs';

const file = new URL('../meta/webhook-examples.json', import.meta.url);

/** Meta's own webhook examples under their titles. */
export const metaExamples = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
