import { z } from 'zod';

/** Node's socket errors. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
/**
 * SQLSTATE: connection lost (class 08), shut down, crashed, starting up, too many connections, disk full, and read-only
 * as an old primary is after a failover. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const outageStates = /^(08...|57P0[123]|53300|53100|25006)$/;
/** Errors of `pg` and `pg-pool` that have no code. */
const outageWords =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;

const errorSchema = z.object({
  code: z.string().optional().catch(undefined),
  name: z.string(),
  syscall: z.string().optional(),
  message: z.string(),
});

/**
 * Whether an error of the system, not of a library that wraps it, says that nothing answers at the other end of a
 * socket.
 */
export function isSocketOutage(error: unknown): boolean {
  const { data } = errorSchema.safeParse(error);
  if (!data?.code || !socketCodes.has(data.code)) return false;
  // An `AggregateError` when a name has several addresses and none of them answers.
  return data.syscall !== undefined || data.name === 'AggregateError';
}

/** Whether an error of the driver `pg` says that PostgreSQL is unreachable or takes no writes. */
export function isPostgresOutage(error: unknown): boolean {
  if (isSocketOutage(error)) return true;
  const { data } = errorSchema.safeParse(error);
  if (!data) return false;
  return data.code === undefined ? outageWords.test(data.message) : outageStates.test(data.code);
}
