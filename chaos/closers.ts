/** What has to be ended when the run is over, however it ends. */
let closers: (() => Promise<unknown>)[] = [];
let closing: Promise<void> | undefined;

/** @param close may be called while what it ends is still starting */
export function closeAtEnd(close: () => Promise<unknown>): void {
  closers.push(close);
}

/** Ends everything, the newest first. Called again meanwhile, it is the same ending. */
export async function closeAll(): Promise<void> {
  closing ??= end().finally(() => (closing = undefined));
  await closing;
}

async function end(): Promise<void> {
  const all = closers.toReversed();
  closers = [];
  for (const close of all) {
    await close().catch((error: unknown) => process.stderr.write(`Not closed: ${String(error)}\n`));
  }
}
