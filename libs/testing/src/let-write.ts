import type { TestDatabase } from './test-database.ts';

/** Lets people have written something: for 24 hours, text reaches them. @param agoMs how long ago */
export async function letWrite(
  { query }: Pick<TestDatabase, 'query'>,
  contactIds: string | string[],
  agoMs = 0,
): Promise<void> {
  await query(
    `INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, outcome, sent_at, received_at, recorded_at, handled_at)
      SELECT gen_random_uuid(), contact_id, gen_random_uuid()::text, 'sealed', 'text', 'noted', at, at, at, at
      FROM unnest($1::uuid[]) AS contact_id, (SELECT now() - $2::float8 * interval '1 millisecond' AS at) AS written`,
    [[contactIds].flat(), agoMs],
  );
}
