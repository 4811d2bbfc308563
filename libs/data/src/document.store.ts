import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';
import { openDocument, type OutboundDocument } from './outbound-document.ts';

/** A message whose file is to be made and uploaded before it can be sent. */
export interface DocumentToMake {
  contactId: string;
  document: OutboundDocument;
  /** Since it was written. */
  ageMs: number;
}

/** The files that messages to people bring, up to where WhatsApp has them. */
@Injectable()
export class DocumentStore {
  constructor(private readonly database: Database) {}

  /**
   * Begins to make a file. From here on later answers to the person are patient with its message, and no longer.
   *
   * @returns null when there is nothing to make: the message has no file, or is not waiting for one
   */
  async begin(outboundId: string): Promise<DocumentToMake | null> {
    const [row] = await this.database.$queryRaw<{ contactId: string; document: unknown; ageMs: number }[]>`
      UPDATE outbound_message SET first_started_at = coalesce(first_started_at, now())
      WHERE id = ${outboundId}::uuid AND document IS NOT NULL AND media_id IS NULL AND status = 'queued' AND parked_at IS NULL
      RETURNING contact_id AS "contactId", document, extract(epoch FROM now() - created_at)::float8 * 1000 AS "ageMs"`;
    const document = row && openDocument(row.document);
    return document ? { contactId: row.contactId, ageMs: row.ageMs, document } : null;
  }

  /** WhatsApp has the file. Of two uploads, the first counts. */
  async recordUpload(outboundId: string, mediaId: string): Promise<void> {
    await this.database.outboundMessage.updateMany({
      where: { id: outboundId, mediaId: null },
      data: { mediaId },
    });
  }
}
