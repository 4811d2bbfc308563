const bucketMs = 30_000;
const buckets = 120;

/** What is charted; null where it was not known. */
export interface Figures {
  waiting: number | null;
  oldestSeconds: number | null;
  received: number | null;
  answered: number | null;
  failed: number | null;
  slowMs: number | null;
  people: number | null;
  /** Of the messages that may be sent in a minute, in percent. */
  limitPercent: number | null;
}

export type Point = Figures & { at: number };

/** The last hour, kept in this process: of each half minute the worst, that is the highest, of each figure. */
export class History {
  #points: Point[] = [];

  add(figures: Figures, nowMs: number): void {
    const at = Math.floor(nowMs / bucketMs) * bucketMs;
    const last = this.#points.at(-1);
    if (last?.at === at) Object.assign(last, highest(last, figures));
    else
      this.#points = [...this.#points, { at, ...figures }].filter(
        (point) => point.at > at - buckets * bucketMs,
      );
  }

  get points(): Point[] {
    return this.#points;
  }
}

function highest(one: Figures, other: Figures): Figures {
  const keys = Object.keys(other) as (keyof Figures)[];
  const pairs = keys.map((key) => {
    const known = [one[key], other[key]].filter((value) => value !== null);
    return [key, known.length === 0 ? null : Math.max(...known)];
  });
  return Object.fromEntries(pairs) as Figures;
}
