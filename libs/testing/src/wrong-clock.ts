/** Does the work as if the clock of this process went ahead by so much, and no other one. */
export async function withClockAhead<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const RealDate = globalThis.Date;
  const ahead = class extends RealDate {
    constructor(...given: [] | ConstructorParameters<typeof Date>) {
      if (given.length === 0) super(RealDate.now() + ms);
      else super(...given);
    }

    static override now(): number {
      return RealDate.now() + ms;
    }
  };
  globalThis.Date = ahead as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = RealDate;
  }
}
