/** A piece of a text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}
