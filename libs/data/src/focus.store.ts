import { Injectable } from '@nestjs/common';

import type { Transaction } from './database.ts';
import { openSubjects, type Subject } from './subject.ts';

/** For so long "it" can mean what was talked about last. */
const remembered = '1 hour';

/** What the conversation with a person is about. */
@Injectable()
export class FocusStore {
  /** What was talked about last, in the order of our answer; also a reminder that rang since. Empty when that was long ago. */
  async lastOf(tx: Transaction, contactId: string): Promise<Subject[]> {
    const [row] = await tx.$queryRaw<{ about: unknown }[]>`
      SELECT about FROM (
        (
          SELECT about, handled_at AS at FROM inbound_message
          WHERE contact_id = ${contactId}::uuid AND about IS NOT NULL AND sent_at > now() - ${remembered}::interval
          ORDER BY sent_at DESC, handled_at DESC LIMIT 1
        ) UNION ALL (
          SELECT json_build_array(json_build_object('kind', 'reminder', 'id', reminder_id))::jsonb, created_at FROM outbound_message
          WHERE contact_id = ${contactId}::uuid AND reminder_id IS NOT NULL AND created_at > now() - ${remembered}::interval
          ORDER BY created_at DESC LIMIT 1
        )
      ) AS last ORDER BY at DESC LIMIT 1`;
    return openSubjects(row?.about);
  }

  /**
   * What a message of the person's or one of ours is about.
   *
   * @param wamidKey blind index of its WhatsApp id
   */
  async ofMessage(tx: Transaction, contactId: string, wamidKey: string): Promise<Subject[]> {
    const rows = await tx.$queryRaw<{ about: unknown }[]>`
      SELECT about FROM inbound_message WHERE wamid_blind_index = ${wamidKey} AND contact_id = ${contactId}::uuid
      UNION ALL
      SELECT CASE WHEN o.reminder_id IS NULL THEN m.about
        ELSE json_build_array(json_build_object('kind', 'reminder', 'id', o.reminder_id))::jsonb END
      FROM outbound_message o LEFT JOIN inbound_message m ON m.id = o.in_reply_to_id
      WHERE o.wamid_blind_index = ${wamidKey} AND o.contact_id = ${contactId}::uuid`;
    return rows.flatMap(({ about }) => openSubjects(about));
  }
}
