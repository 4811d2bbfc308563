import { type Act, recordActs } from './audit-entry.ts';
import type { Transaction } from './database.ts';
import { isDoubt, type Obstacle, type Replayed, type ReplayOptions } from './dead-letter.ts';
import { lastOfFamilies, obstacle, toldAt } from './dead-letter.sql.ts';
import { failedOutcomes } from './message-outcome.ts';

interface Judged {
  id: string;
  code: number | null;
  obstacle: Obstacle | null;
  toldAt: Date | null;
}

/** Puts messages back into the outbox, together with the entries of the audit. @returns one result for each id, in their order */
export async function replayIn(
  tx: Transaction,
  ids: string[],
  { actor, force = false }: ReplayOptions,
): Promise<Replayed[]> {
  const last = await lastOf(tx, ids);
  const targets = [...new Set(last.values())];
  await tx.$queryRaw`SELECT id FROM outbound_message WHERE id = ANY(${targets}::uuid[]) ORDER BY id FOR UPDATE`;
  // A statement of its own: it sees what was written while the lock was waited for, such as another replay or a repetition.
  const judged = await tx.$queryRaw<Judged[]>`
    SELECT o.id, o.error_code AS code, ${obstacle} AS obstacle, ${toldAt} AS "toldAt"
    FROM outbound_message o WHERE o.id = ANY(${targets}::uuid[])`;
  const replayed = judged.filter((one) => !one.obstacle || (force && isDoubt(one.obstacle)));
  await requeue(tx, replayed);
  const acts = replayed.map((one) => replayOf(one, actor));
  await recordActs(tx, acts);

  // A repetition is deleted when another one of its family arrives.
  const left = new Map<string, Obstacle | null>(targets.map((id) => [id, 'arrived']));
  for (const one of judged) left.set(one.id, one.obstacle);
  for (const { id } of replayed) left.set(id, null);
  const results = new Map<string, Obstacle | null>(await failedInbound(tx, ids));
  for (const [given, target] of last) results.set(given, left.get(target) ?? null);
  const told = new Map(
    judged.flatMap(({ id, toldAt: at }) => (at && left.get(id) ? [[id, at] as const] : [])),
  );
  return ids.map((id) => {
    const at = told.get(last.get(id) ?? id);
    return {
      id,
      obstacle: results.has(id) ? (results.get(id) ?? null) : 'not_found',
      ...(at && { toldAt: at }),
    };
  });
}

/** Of each outbound message the last of its family: itself, or its last repetition. */
export async function lastOf(tx: Transaction, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ givenId: string; id: string }[]>(lastOfFamilies(ids));
  return new Map(rows.map(({ givenId, id }) => [givenId, id]));
}

/**
 * They begin anew, as if they had never been sent. But they have lost their place before later answers to their people: those need not wait
 * for them.
 */
async function requeue(tx: Transaction, messages: Judged[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbound_message SET status = 'queued', error_code = NULL, failed_at = NULL, failure = NULL, dismissed_at = NULL,
      sending_since = NULL, send_attempts = 0, failed_attempts = 0, replays = replays + 1, wamid_blind_index = NULL, wamid_sealed = NULL, media_id = NULL,
      -- Nobody is told that a word about other messages failed, which is marked as told from the beginning.
      told_at = CASE WHEN told_at < failed_at THEN told_at END,
      parked_at = NULL, not_before = NULL, relay_after = now(), first_started_at = coalesce(first_started_at, created_at)
    WHERE id = ANY(${messages.map(({ id }) => id)}::uuid[])`;
}

async function failedInbound(tx: Transaction, ids: string[]): Promise<[string, Obstacle][]> {
  const rows = await tx.inboundMessage.findMany({
    where: { id: { in: ids }, outcome: { in: failedOutcomes } },
    select: { id: true },
  });
  return rows.map(({ id }) => [id, 'answered']);
}

const replayOf = ({ id, code, obstacle: passedOver }: Judged, actor: string): Act => ({
  act: 'replay',
  actor,
  subjectId: id,
  detail: { code, passedOver },
});
