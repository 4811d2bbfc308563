import { languageCode } from './templates.ts';
import type { Template } from './template.ts';

/** The templates that the filters in a query let pass. A filter is one word, several with commas, or a JSON list. */
export function filterTemplates(templates: Template[], query: Record<string, unknown>): Template[] {
  const filters: [string, (template: Template) => string][] = [
    ['name', ({ name }) => name],
    ['status', ({ status }) => status],
    ['category', ({ category }) => category],
    ['language', ({ language }) => language],
    ['quality_score', ({ qualityScore }) => qualityScore],
  ];
  return filters.reduce((left, [key, read]) => {
    const words = wordsOf(query[key]);
    if (words.length === 0) return left;
    const wanted = new Set(words.map((word) => (key === 'language' ? languageCode(word) : word)));
    return left.filter((template) => wanted.has(read(template)));
  }, templates);
}

function wordsOf(filter: unknown): string[] {
  return typeof filter === 'string' ? (filter.match(/\w[\w-]*/g) ?? []) : [];
}
