import { setTimeout } from 'node:timers/promises';

import type { Stack } from './stack.ts';

/** Covers a crash's leases and locks, a send in doubt, and retries on top of each other. */
const limitMs = 360_000;
const pollMs = 2_000;
/** So long nothing more is sent. */
const quietMs = 6_000;

interface State {
  unacknowledged: number;
  unrecorded: number;
  unhandled: number;
  unsent: number;
  sends: number;
}

/** @returns after how many seconds all work was done, or what was left when the time was over */
export async function settle(
  stack: Stack,
  written: number,
): Promise<{ isSettled: boolean; seconds: number; left: State }> {
  const startedAt = Date.now();
  let quietSince = Date.now();
  let before: State | undefined;
  for (;;) {
    const left = await stateOf(stack, written).catch(() => before);
    const now = Date.now();
    if (!left || left.sends !== before?.sends || !isDone(left)) quietSince = now;
    before = left;
    const isSettled = now - quietSince >= quietMs;
    if (left && (isSettled || now - startedAt > limitMs)) {
      return { isSettled, seconds: Math.round((now - startedAt) / 1_000), left };
    }
    if (now - startedAt > 2 * limitMs)
      throw new Error('The simulator or the database does not answer any more');
    await setTimeout(pollMs);
  }
}

const isDone = ({ unacknowledged, unrecorded, unhandled, unsent }: State): boolean =>
  unacknowledged + unrecorded + unhandled + unsent === 0;

async function stateOf({ simulator, database }: Stack, written: number): Promise<State> {
  const { sends, webhooks } = await simulator.books();
  const [row] = await database.query<{ recorded: number; unhandled: number; unsent: number }>(
    `SELECT (SELECT count(*)::int FROM inbound_message) AS recorded,
       (SELECT count(*)::int FROM inbound_message WHERE handled_at IS NULL) AS unhandled,
       (SELECT count(*)::int FROM outbound_message WHERE status IN ('queued', 'sending')) AS unsent`,
  );
  const { recorded = 0, unhandled = 0, unsent = 0 } = row ?? {};
  return {
    unacknowledged: webhooks.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    unrecorded: Math.max(0, written - recorded),
    unhandled,
    unsent,
    sends: sends.length,
  };
}
