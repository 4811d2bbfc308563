import { Prisma } from './generated/client.ts';

/** What fits into the time of an id, in milliseconds since 1970. Without it, a time before 1970 would come after all others. */
const latestMs = 2 ** 48 - 1;

/** The lowest id, a UUID of version 7, of what was made `interval` ago, by the database's clock: ids sort by time. */
export const firstIdAgo = (interval: string | Prisma.Sql): Prisma.Sql => Prisma.sql`(
  lpad(to_hex(least(${latestMs}::bigint, greatest(0, (extract(epoch FROM now() - (${interval})::interval) * 1000)::bigint))), 12, '0') || '70008000000000000000'
)::uuid`;
