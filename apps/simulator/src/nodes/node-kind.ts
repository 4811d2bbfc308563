export type Query = Record<string, string | undefined>;

/**
 * A kind of thing that an id in `/<version>/<id>` can stand for: a file, a number, a template. Each method answers with the
 * body of the response, or with nothing when the id is not of this kind; it throws a `GraphError` to refuse.
 */
export interface NodeKind {
  get?(id: string, query: Query): NodeAnswer;
  post?(id: string, body: Record<string, unknown>): NodeAnswer | Promise<object>;
  delete?(id: string, query: Query): NodeAnswer;
}

type NodeAnswer = object | undefined;

/** All kinds, in the order in which they are asked. */
export const NODE_KINDS = Symbol('node kinds');
