/** Consumes a queue. It may run twice for one payload, and knows nothing of BullMQ. */
export interface Handler<T> {
  handle(payload: T): Promise<void>;
  /** Called when a job fails for good: attempts exhausted, retrying cannot help, or its workers died too often. */
  onExhausted?(payload: T, error: Error): Promise<void>;
}
