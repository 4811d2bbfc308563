import { Prisma } from './generated/client.ts';

/** The `messageKey` of the message that the outbound message `alias` answers, by itself or as a part of an answer, or the one that it repeats; null when it answers none. */
export function answeredKey(alias: string): Prisma.Sql {
  const column = (name: string): Prisma.Sql => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`(
    SELECT answered.wamid_blind_index FROM inbound_message answered
    WHERE answered.id = coalesce(
      ${column('in_reply_to_id')}, (SELECT first.in_reply_to_id FROM outbound_message first WHERE first.id = coalesce(${column('answer_id')}, ${column('retry_of_id')}))
    )
  )`;
}
