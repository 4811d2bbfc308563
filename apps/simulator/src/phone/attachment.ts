import { z } from 'zod';

/** What a person attaches, as WhatsApp sorts files. */
export const attachmentSchema = z.object({
  kind: z.enum(['image', 'audio', 'video', 'document', 'sticker']),
  caption: z.string().max(1_024).optional(),
  filename: z.string().min(1).max(240).optional(),
  /** Spoken into the phone, as opposed to a file with sound. */
  voice: z.stringbool().default(false),
});

export type Attachment = z.infer<typeof attachmentSchema> & { bytes: Buffer; mimeType: string };
