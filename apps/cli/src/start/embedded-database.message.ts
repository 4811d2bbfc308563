import { z } from 'zod';

/** What the process that runs the embedded PostgreSQL tells the one that started it: where it is, or why there is none. */
export const hostMessageSchema = z.union([
  z.object({ url: z.string(), inUse: z.undefined().optional() }),
  z.object({ inUse: z.string(), url: z.undefined().optional() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
