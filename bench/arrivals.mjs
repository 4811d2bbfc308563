import { setTimeout } from 'node:timers/promises';

import { clockMs } from './stats.mjs';

const silenceLimitMs = 10_000;

/**
 * Waits until `expected` answers have reached the Graph API, or none has for a while.
 *
 * @returns when each person's answer arrived
 */
export async function arrivals(graph, expected) {
  let seen = 0;
  let seenAt = clockMs();
  while (seen < expected && clockMs() - seenAt < silenceLimitMs) {
    await setTimeout(20);
    const now = await graph.ask({ what: 'count' });
    if (now > seen) seenAt = clockMs();
    seen = now;
  }
  return graph.ask({ what: 'take' });
}
