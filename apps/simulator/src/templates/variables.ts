const variable = /\{\{([^{}]*)\}\}/g;

/** The names or numbers of the variables in a text, each once, in their order. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, name = '']) => name.trim()))];
}

/** Whether they are 1, 2, 3 …, or names in small letters, as the template says. */
export function areWellNamed(names: string[], format: 'POSITIONAL' | 'NAMED'): boolean {
  if (format === 'NAMED') return names.every((name) => /^[a-z][a-z0-9_]*$/.test(name));
  const numbers = new Set(names);
  return names.every((_, index) => numbers.has(String(index + 1)));
}

export function startsOrEndsWithVariable(text: string): boolean {
  return /^\s*\{\{[^{}]*\}\}|\{\{[^{}]*\}\}\s*$/.test(text);
}

/** Meta wants more than twice as many words as variables. */
export function hasTooFewWords(text: string): boolean {
  const count = text.match(variable)?.length ?? 0;
  const words = text.replaceAll(variable, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return count > 0 && words <= 2 * count;
}
