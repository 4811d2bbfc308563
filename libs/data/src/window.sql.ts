import { Prisma } from './generated/client.ts';

/**
 * WhatsApp's customer service window: text reaches people for so long after their last message.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows
 */
const windowLength = Prisma.sql`interval '24 hours'`;
/** WhatsApp gives the time of a message in whole seconds. */
const precision = Prisma.sql`interval '1 second'`;

/**
 * Whether the window to a person is open, by our own store of what they wrote.
 *
 * @param contactId SQL of the id. @param closedAt SQL of the time at which WhatsApp last said that it is closed, null if never
 */
export const isWindowOpen = (
  contactId: Prisma.Sql,
  closedAt: Prisma.Sql,
  now = Prisma.sql`now()`,
): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM inbound_message said
  WHERE said.contact_id = ${contactId} AND said.sent_at > greatest(${now} - ${windowLength}, ${closedAt} - ${precision})
    -- WhatsApp's own words about the person.
    AND said.kind <> 'system'
  OFFSET 0
)`;
