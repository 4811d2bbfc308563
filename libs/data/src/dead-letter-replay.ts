import { type Act, recordActs } from './audit-entry.ts';
import type { Transaction } from './database.ts';
import { isDoubt, type Obstacle, type Replayed, type ReplayOptions } from './dead-letter.ts';
import { lastOfFamilies, obstacle, toldAt, wholes } from './dead-letter.sql.ts';
import { failedOutcomes } from './message-outcome.ts';

interface Judged {
  id: string;
  code: number | null;
  obstacle: Obstacle | null;
  toldAt: Date | null;
}

/**
 * Puts messages back into the outbox, each with whatever else of its answer failed, together with the entries of the audit.
 * @returns one result for each id, in their order
 */
export async function replayIn(
  tx: Transaction,
  ids: string[],
  { actor, force = false }: ReplayOptions,
): Promise<Replayed[]> {
  const last = await lastOf(tx, ids);
  const parts = await wholesOf(tx, [...new Set(last.values())]);
  const all = [...new Set([...parts.values()].flat())];
  await tx.$queryRaw`SELECT id FROM outbound_message WHERE id = ANY(${all}::uuid[]) ORDER BY id FOR UPDATE`;
  // A statement of its own: it sees what was written while the lock was waited for, such as another replay or a repetition.
  const rows = await tx.$queryRaw<Judged[]>`
    SELECT o.id, o.error_code AS code, ${obstacle} AS obstacle, ${toldAt} AS "toldAt"
    FROM outbound_message o WHERE o.id = ANY(${all}::uuid[])`;
  const judged = new Map(rows.map((row) => [row.id, row]));
  const left = new Map<string, Pick<Judged, 'obstacle' | 'toldAt'>>();
  const replayed = new Map<string, Judged>();
  for (const [target, ofAnswer] of parts) {
    const found = ofAnswer.flatMap((id) => judged.get(id) ?? []);
    const against = obstacleOf(target, found);
    const isReplayed = !against || (force && isDoubt(against.obstacle));
    if (against && !isReplayed) left.set(target, against);
    else for (const one of found.filter(canBeReplayed)) replayed.set(one.id, one);
  }
  await requeue(tx, [...replayed.values()]);
  const acts = [...replayed.values()].map((one) => replayOf(one, actor));
  await recordActs(tx, acts);

  const handled = new Set(await failedInbound(tx, ids));
  return ids.map((id): Replayed => {
    const target = last.get(id);
    if (target === undefined) return { id, obstacle: handled.has(id) ? 'answered' : 'not_found' };
    const { obstacle: why = null, toldAt: at } = left.get(target) ?? {};
    return { id, obstacle: why, ...(at && { toldAt: at }) };
  });
}

/** What keeps an answer from being replayed: something of the message itself, or a doubt about another part. */
function obstacleOf(target: string, found: Judged[]): Pick<Judged, 'obstacle' | 'toldAt'> | undefined {
  const own = found.find(({ id }) => id === target);
  // A repetition is deleted when another one of its family arrives.
  if (!own) return { obstacle: 'arrived', toldAt: null };
  if (own.obstacle) return own;
  const doubts = found.filter((one) => isDoubt(one.obstacle));
  return doubts.find((one) => one.obstacle === 'may_have_arrived') ?? doubts[0];
}

const canBeReplayed = (one: Judged): boolean => one.obstacle === null || isDoubt(one.obstacle);

/** Of each message all that is replayed or dismissed with it, itself included. */
export async function wholesOf(tx: Transaction, targets: string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ target: string; id: string }[]>(wholes(targets));
  const parts = new Map<string, string[]>(targets.map((target) => [target, [target]]));
  for (const { target, id } of rows) if (id !== target) parts.get(target)?.push(id);
  return parts;
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

async function failedInbound(tx: Transaction, ids: string[]): Promise<string[]> {
  const rows = await tx.inboundMessage.findMany({
    where: { id: { in: ids }, outcome: { in: failedOutcomes } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

const replayOf = ({ id, code, obstacle: passedOver }: Judged, actor: string): Act => ({
  act: 'replay',
  actor,
  subjectId: id,
  detail: { code, passedOver },
});
