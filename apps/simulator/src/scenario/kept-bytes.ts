/** WhatsApp's own limit for a webhook is 3 MB. */
export const longestKept = 4 * 1_024 * 1_024;
const mostKept = 64 * 1_024 * 1_024;

/** Bodies by the ids of their exchanges. When all of them together get too long, the oldest are forgotten. */
export class KeptBytes {
  readonly #kept = new Map<number, Buffer>();
  #size = 0;

  of(id: number): Buffer | undefined {
    return this.#kept.get(id);
  }

  keep(id: number, bytes: Buffer): void {
    if (bytes.length > longestKept) return;
    this.#kept.set(id, bytes);
    this.#size += bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= mostKept) return;
      this.drop(oldest);
    }
  }

  drop(id: number | undefined): void {
    const bytes = id === undefined ? undefined : this.#kept.get(id);
    if (id === undefined || !bytes) return;
    this.#kept.delete(id);
    this.#size -= bytes.length;
  }

  reset(): void {
    this.#kept.clear();
    this.#size = 0;
  }
}
