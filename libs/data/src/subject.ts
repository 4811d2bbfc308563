import { z } from 'zod';

/** The tables of people's own things. Each has an `id`, a `contact_id` and the trigger `keep_change`. */
const subjectKinds = ['event', 'task', 'reminder', 'note'] as const;

/** Something that a message was about. */
export const subjectSchema = z.object({ kind: z.enum(subjectKinds), id: z.string() });
export type Subject = z.infer<typeof subjectSchema>;

const storedSchema = z.array(subjectSchema).catch([]);

/** What stands in `inbound_message.about`. */
export const openSubjects = (stored: unknown): Subject[] => storedSchema.parse(stored ?? []);
