import { z } from 'zod';

import { isSocketOutage } from '#platform';

/** Replies of a Redis that is starting, has lost its primary, is full, or cannot persist. */
const replySchema = z.object({
  name: z.literal('ReplyError'),
  message: z.string().regex(/\b(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|NOREPLICAS|MISCONF)\b/),
});
/** Errors of `ioredis` when it could not send the command. */
const clientSchema = z.object({
  message: z
    .string()
    .regex(
      /^(Connection is closed|Command aborted due to connection close|Too many Cluster redirections|Reached the max retries per request limit|Stream isn't writeable|Command timed out|Failed to refresh slots cache|None of startup nodes is available)/,
    ),
});

/** Whether an error says that Redis is unreachable or takes no writes. */
export function isRedisOutage(error: unknown): boolean {
  return (
    isSocketOutage(error) || replySchema.safeParse(error).success || clientSchema.safeParse(error).success
  );
}
