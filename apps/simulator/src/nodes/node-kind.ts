export type Query = Record<string, string | undefined>;

/**
 * A kind of thing that an id in `/<version>/<id>` can stand for: a file, a number, a template. Each method answers with the
 * body of the response, or with nothing when the id is not of this kind; it throws a `GraphError` to refuse.
 */
export interface NodeKind {
  get?(id: string, query: Query): object | undefined;
  post?(id: string, body: Record<string, unknown>): object | undefined;
  delete?(id: string, query: Query): object | undefined;
}

/** All kinds, in the order in which they are asked. */
export const NODE_KINDS = Symbol('node kinds');
