import { Prisma } from './generated/client.ts';

/**
 * WhatsApp's customer service window: text reaches people for so long after their last message.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
const windowLength = Prisma.sql`interval '24 hours'`;

/**
 * Whether the window to a person is open, by our own store of what they wrote.
 *
 * @param contactId SQL of the id
 * @param closedAt SQL of when the last send began that WhatsApp refused because the window is closed, null if none: what had been recorded
 *   by then opens nothing. Both are times of the database, so no clock of WhatsApp's is compared with ours
 */
export const isWindowOpen = (
  contactId: Prisma.Sql,
  closedAt: Prisma.Sql,
  now = Prisma.sql`now()`,
): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM inbound_message said
  WHERE said.contact_id = ${contactId} AND said.sent_at > ${now} - ${windowLength}
    AND (said.recorded_at > ${closedAt}) IS NOT FALSE
    -- WhatsApp's own words about the person.
    AND said.kind <> 'system'
  OFFSET 0
)`;

/** Whether `said` was recent enough when it was recorded: WhatsApp delivers late, too. */
export const openedWindow = Prisma.sql`said.sent_at > said.recorded_at - ${windowLength} AND said.kind <> 'system'`;

/**
 * Whether a message answers one that has reached us lately. That may have been sent long ago, by its own words: WhatsApp delivers late, and
 * some times are wrong. The answer is tried as text, and WhatsApp says so if it takes none.
 *
 * @param answeredId SQL of the id of the message that is answered, null if none. @param closedAt as for `isWindowOpen`
 */
export const isAnswerToRecent = (
  answeredId: Prisma.Sql,
  closedAt: Prisma.Sql,
  now: Prisma.Sql,
): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM inbound_message said
  WHERE said.id = ${answeredId} AND said.recorded_at > ${now} - ${windowLength} AND (said.recorded_at > ${closedAt}) IS NOT FALSE
  OFFSET 0
)`;
