import { z } from 'zod';

/** A file that a message brings, by what is in it: it is made, or opened, when the message is sent. */
export const outboundDocumentSchema = z.discriminatedUnion('kind', [
  /** The whole calendar, or these events of it, as an iCalendar file. */
  z.object({ kind: z.literal('calendar'), eventIds: z.array(z.string()).optional() }),
  /** Everything of the person, as JSON. */
  z.object({ kind: z.literal('data') }),
  /** The picture of a note. */
  z.object({ kind: z.literal('picture'), pictureId: z.string() }),
]);
export type OutboundDocument = z.infer<typeof outboundDocumentSchema>;

/** What stands in `outbound_message.document`; undefined where there is none. */
export const openDocument = (stored: unknown): OutboundDocument | undefined =>
  stored === null || stored === undefined ? undefined : outboundDocumentSchema.parse(stored);
