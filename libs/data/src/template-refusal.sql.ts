import { Prisma } from './generated/client.ts';

/** Why WhatsApp would refuse a message that is made from a template. */
export type TemplateRefusal = 'paused' | 'disabled' | 'not_approved' | 'marketing_stopped';

/** A pause ends by itself after that at the latest, and WhatsApp need not tell us. */
const longestPause = Prisma.sql`interval '6 hours'`;

/**
 * Judges a message before it takes a slot: one that is only held must not use up what others may send.
 *
 * @param template SQL of its `name` and `language`, null for text
 * @returns SQL of a `TemplateRefusal`; null when nothing that WhatsApp told us speaks against it
 */
export const templateRefusal = (
  template: { name: Prisma.Sql; language: Prisma.Sql },
  contactId: Prisma.Sql,
  now: Prisma.Sql,
): Prisma.Sql => Prisma.sql`(
  SELECT CASE
    WHEN t.status = 'PAUSED' AND t.status_at > ${now} - ${longestPause} THEN 'paused'
    WHEN t.status = 'DISABLED' THEN 'disabled'
    WHEN t.status NOT IN ('APPROVED', 'PAUSED') THEN 'not_approved'
    WHEN t.category = 'MARKETING' AND EXISTS (
      SELECT FROM contact WHERE id = ${contactId} AND (marketing_stopped_at IS NOT NULL OR stopped_at IS NOT NULL) OFFSET 0
    ) THEN 'marketing_stopped'
  END
  FROM message_template t WHERE t.name = ${template.name} AND t.language = replace(${template.language}, '-', '_')
  OFFSET 0
)`;
