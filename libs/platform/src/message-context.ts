import { AsyncLocalStorage } from 'node:async_hooks';

import { correlationIdOf } from './correlation.ts';

/** Which message the work at hand is about. */
export interface MessageContext {
  /** Undefined as long as that is not known. */
  correlationId?: string;
}

const current = new AsyncLocalStorage<MessageContext>();
const outside = AsyncLocalStorage.snapshot();

/** Every line that is logged by `work`, or because of it, carries the message's correlation id. `key` as for `correlationIdOf`. */
export const aboutMessage = <T>(key: string, work: () => T): T =>
  current.run({ correlationId: correlationIdOf(key) }, work);

/** The same with a context of the caller's, in which `nameMessage` may write. */
export const inContext = <T>(context: MessageContext, work: () => T): T => current.run(context, work);

/** It has turned out which message the work at hand is about. */
export function nameMessage(key: string): void {
  const context = current.getStore();
  if (context) context.correlationId = correlationIdOf(key);
}

export const currentCorrelationId = (): string | undefined => current.getStore()?.correlationId;

/** For work on behalf of several messages, or of none, that one of them happens to begin: it is about no message. */
export const aboutNoMessage = <T>(work: () => T): T => outside(work);
