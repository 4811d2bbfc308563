/** What consumes a queue. It may run twice for one payload, and knows nothing of BullMQ. */
export interface Handler<T> {
  handle(payload: T): Promise<void>;
  /** Called when the payload is given up: last attempt used, trying again can not help, or its worker died too often. */
  onExhausted?(payload: T, error: Error): Promise<void>;
}
