import { setTimeout } from 'node:timers/promises';

const limitMs = 120_000;
const pauseMs = 500;
/** No connection came about, so that the request can not have arrived. */
const neverArrived = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ECONNREFUSED']);

/** Repeats a request to a simulator that is too busy to accept connections, as long as it certainly never arrived. */
export async function patiently<T>(request: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + limitMs; ; await setTimeout(pauseMs)) {
    try {
      return await request();
    } catch (error) {
      if (!neverArrived.has(connectionFault(error)) || Date.now() > until) throw error;
    }
  }
}

/** @returns the code of what went wrong with the connection, empty when something else did */
export function connectionFault(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? cause.code : '';
}
