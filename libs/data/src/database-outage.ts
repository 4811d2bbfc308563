import { z } from 'zod';

import { isPostgresOutage } from '#platform';

/** Prisma's own codes: unreachable, timed out, connection closed, no free connection in the pool. */
const outageCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
const prismaSchema = z.object({ code: z.string() });
const initializationSchema = z.object({ errorCode: z.string() });
/** P2028 also stands for transactions that ran too long; only this one did not begin. */
const notStartedSchema = z.object({ code: z.literal('P2028'), message: z.string().regex(/Unable to start/) });
/** The driver's error as the adapter reports it, beneath Prisma's code. */
const adapterSchema = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({ kind: z.string(), originalCode: z.string().optional() }),
    }),
  }),
});
const outageKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

/**
 * Whether an error from Prisma, or from the driver beneath it, says that the database is unreachable or takes no
 * writes.
 */
export function isDatabaseOutage(error: unknown): boolean {
  const code =
    prismaSchema.safeParse(error).data?.code ?? initializationSchema.safeParse(error).data?.errorCode;
  if (code !== undefined && outageCodes.has(code)) return true;
  if (notStartedSchema.safeParse(error).success) return true;
  const cause = adapterSchema.safeParse(error).data?.meta.driverAdapterError.cause;
  if (!cause) return isPostgresOutage(error);
  const { kind, originalCode } = cause;
  return outageKinds.has(kind) || isPostgresOutage({ code: originalCode, name: kind, message: '' });
}
