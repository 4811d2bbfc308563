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

const words = { image: 'Picture', audio: 'Audio', video: 'Video', document: 'Document', sticker: 'Sticker' };

/** What stands in the bubble in place of the file. */
export function wordsFor({ kind, caption, filename, voice }: Attachment): string {
  const name = kind === 'audio' && voice ? 'Voice message' : words[kind];
  return [filename ? `${name}: ${filename}` : name, caption].filter(Boolean).join('\n');
}
