import { z } from 'zod';

/**
 * The tables of people's own things, each with an `id`, a `contact_id` and the trigger `keep_change`; and a list of tasks, known by a task of
 * it.
 */
const subjectKinds = ['event', 'task', 'reminder', 'note', 'list'] as const;

/** Something that a message was about. */
export const subjectSchema = z.object({
  kind: z.enum(subjectKinds),
  id: z.string(),
  /** Which time of an event that repeats, ISO 8601. */
  at: z.string().optional(),
});
export type Subject = z.infer<typeof subjectSchema>;

const storedSchema = z.array(subjectSchema).catch([]);

/** What stands in the columns `about`. */
export const openSubjects = (stored: unknown): Subject[] => storedSchema.parse(stored ?? []);
