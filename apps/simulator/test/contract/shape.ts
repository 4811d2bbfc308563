/** The fields of a value, each with its type: `contacts[].wa_id: string`. */
export function shapeOf(value: unknown, place = ''): Set<string> {
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const own = `${place || 'body'}: ${type}`;
  const inside = Array.isArray(value)
    ? value.map((item) => shapeOf(item, `${place}[]`))
    : Object.entries(type === 'object' ? (value as object) : {}).map(([key, field]) =>
        shapeOf(field, place ? `${place}.${key}` : key),
      );
  return new Set([own, ...inside.flatMap((fields) => [...fields])]);
}

/** What of `expected` is not in `actual`. A field that is null may as well be left out. */
export function missingIn(actual: unknown, expected: unknown): string[] {
  const fields = shapeOf(actual);
  return [...shapeOf(expected)].filter((field) => !fields.has(field) && !field.endsWith(': null'));
}
