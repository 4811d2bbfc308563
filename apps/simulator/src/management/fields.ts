import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';

/** The value behind each field that a node has. */
export type NodeFields = Record<string, () => unknown>;

/**
 * What `?fields=a,b{c}` asks of a node; without `fields` the usual ones. The id comes along unasked, and what has no
 * value is left out, as Graph does.
 */
export function selectFields(
  fields: NodeFields,
  asked: string | undefined,
  { node, usual }: { node: string; usual: readonly string[] },
): Record<string, unknown> {
  const wanted = asked ? parseFields(asked) : new Map(usual.map((name) => [name, undefined]));
  const selected: Record<string, unknown> = {};
  for (const [name, inner] of wanted.set('id', undefined)) {
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!read) {
      throw new GraphError(
        graphFaults.invalidParameter,
        `Tried accessing nonexisting field (${name}) on node type (${node})`,
      );
    }
    const value = pick(read(), inner);
    if (value !== undefined) selected[name] = value;
  }
  return selected;
}

/** From `a,b{c,d}` to each name and what stands in its braces. */
function parseFields(asked: string): Map<string, string | undefined> {
  const parts = asked.match(/[^,{}]+(?:\{[^{}]*\})?/g) ?? [];
  return new Map(
    parts.map((part) => {
      const [name = '', inner] = part.split('{');
      // `phone_numbers.limit(5)`: how many is not for this to decide.
      return [name.trim().replace(/\..*$/, ''), inner?.replace('}', '')] as const;
    }),
  );
}

function pick(value: unknown, inner: string | undefined): unknown {
  if (inner === undefined || typeof value !== 'object' || value === null) return value;
  const names = new Set(inner.split(',').map((name) => name.trim()));
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}
