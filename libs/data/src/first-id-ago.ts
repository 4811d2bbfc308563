import { Prisma } from './generated/client.ts';

/** The lowest id, a UUID of version 7, of what was made `interval` ago, by the database's clock: ids sort by time. */
export const firstIdAgo = (interval: string | Prisma.Sql): Prisma.Sql => Prisma.sql`(
  lpad(to_hex((extract(epoch FROM now() - (${interval})::interval) * 1000)::bigint), 12, '0') || '70008000000000000000'
)::uuid`;
