import { randomUUID } from 'node:crypto';

import type { TestDatabase } from '#testing';

/** A message to somebody that failed for good. @returns its id */
export async function writeDeadLetter(database: TestDatabase, code = 131_049): Promise<string> {
  const [person, id] = [randomUUID(), randomUUID()];
  await database.query(
    `WITH person AS (INSERT INTO contact (id, updated_at) VALUES ($1, now()) RETURNING id)
    INSERT INTO outbound_message (id, contact_id, body_sealed, status, error_code, failed_at, relay_after)
    SELECT $2, id, 'sealed', 'failed', $3, now(), now() FROM person`,
    [person, id, code],
  );
  return id;
}
