import type { Sealer } from '#platform';

import type { Database } from './database.ts';
import { openParts, type Parts } from './digest.ts';
import { Prisma } from './generated/client.ts';
import { isNeedless } from './needless.sql.ts';
import { noFallback } from './outbound-message.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** WhatsApp takes 4,096 characters; the rest is for what is added when a message is sent. */
const longestFolded = 3_800;
const mostFolded = 50;

interface WaitingRow extends First {
  id: string;
  /** It came up before the message that it becomes a part of. */
  isBefore: boolean;
  bodySealed: string;
  reminderId: string | null;
  until: Date | null;
  isNeedless: boolean;
  isPlain: boolean;
}

/** Of the message that they become a part of. */
interface First {
  firstReminderId: string | null;
  firstUntil: Date | null;
  partsSealed: string | null;
}

/** SQL of when the day of an agenda is over. */
const untilOf = (message: string): Prisma.Sql => {
  const o = Prisma.raw(message);
  return Prisma.sql`(
    SELECT ${o}.expires_at FROM reminder r WHERE r.id = ${o}.reminder_id AND r.kind IN ('agenda', 'preview')
  )`;
};

/** SQL of what may become a part of a message: the answers after it; of reminders, all that are due. */
const isBeside = (id: string, purpose: 'reply' | 'reminder'): Prisma.Sql => Prisma.sql`(
  later.contact_id = (SELECT contact_id FROM outbound_message WHERE id = ${id}::uuid) AND later.id <> ${id}::uuid
  AND (${purpose} = 'reminder' OR (later.created_at, later.id) > (SELECT created_at, id FROM outbound_message WHERE id = ${id}::uuid))
  AND later.status = 'queued' AND later.purpose::text = ${purpose} AND later.parked_at IS NULL AND later.retry_of_id IS NULL
  AND (later.not_before > now()) IS NOT TRUE AND (later.expires_at <= now()) IS NOT TRUE)`;

const partsOf = (sealer: Sealer, body: string, { firstReminderId, firstUntil, partsSealed }: First): Parts =>
  partsSealed === null
    ? [{ reminderId: firstReminderId, body, until: firstUntil?.toISOString() ?? null }]
    : openParts(sealer, partsSealed);

/**
 * The answers that wait behind a message become a part of it, or all reminders beside a reminder, whichever of them was taken first: in their
 * order, as far as they fit. Their own rows are removed. One that is out of date, or that nobody needs any more, is left out. One that was parked, that cannot be read, or that has
 * more than one part, stays, and all after it; so does an answer with choices, while reminders lose
 * theirs: they would be about one of several.
 *
 * @param id of a text that is marked as being sent by its send `attempt`; an answer without choices
 * @returns its new words; undefined when nothing was folded into it
 */
export function foldWaiting(
  database: Database,
  sealer: Sealer,
  {
    id,
    attempt,
    body,
    purpose,
  }: { id: string; attempt: number; body: string; purpose: 'reply' | 'reminder' },
): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    // As everywhere, messages are locked in the order of their ids.
    await tx.$queryRaw`
      SELECT FROM outbound_message later
      WHERE later.id = ${id}::uuid OR ${isBeside(id, purpose)}
      ORDER BY later.id FOR UPDATE`;
    // Another process that has taken this send for lost sends the words that it was marked with: what became a part of them now would never leave.
    const own = await tx.$queryRaw<unknown[]>`
      SELECT FROM outbound_message WHERE id = ${id}::uuid AND status = 'sending' AND send_attempts = ${attempt} FOR UPDATE`;
    if (own.length === 0) return undefined;
    const waiting = await tx.$queryRaw<WaitingRow[]>`
      SELECT later.id, (later.created_at, later.id) < (o.created_at, o.id) AS "isBefore", later.body_sealed AS "bodySealed", later.reminder_id AS "reminderId", ${untilOf('later')} AS until,
        ${isNeedless('later')} AS "isNeedless", ${untilOf('o')} AS "firstUntil", o.reminder_id AS "firstReminderId", o.parts_sealed AS "partsSealed",
        (later.choices_sealed IS NULL OR ${purpose} = 'reminder') AND later.template_name IS NULL AND later.document IS NULL AND later.answer_id IS NULL AND later.released_at IS NULL AND later.parts_sealed IS NULL AS "isPlain"
      FROM outbound_message o
      JOIN outbound_message later ON later.contact_id = o.contact_id
      WHERE o.id = ${id}::uuid AND ${isBeside(id, purpose)}
      ORDER BY later.created_at, later.id LIMIT ${mostFolded}
      FOR UPDATE OF later`;
    let length = body.length;
    const folded: string[] = [];
    const [first] = waiting;
    const before: Parts = [];
    const after: Parts = [];
    for (const { bodySealed, isPlain, ...later } of waiting) {
      // Its own job removes it, once that cannot be undone.
      if (later.isNeedless) continue;
      const more = isPlain
        ? unlessUnreadable(() => sealer.open(bodySealed), { table: 'outbound_message', id: later.id })
        : undefined;
      if (more === undefined || length + more.length + 2 > longestFolded) break;
      length += more.length + 2;
      folded.push(later.id);
      const place = later.isBefore ? before : after;
      place.push({ reminderId: later.reminderId, body: more, until: later.until?.toISOString() ?? null });
    }
    if (first === undefined || folded.length === 0) return undefined;
    const parts = [...before, ...partsOf(sealer, body, first), ...after];
    const words = [...before.map((one) => one.body), body, ...after.map((one) => one.body)].join('\n\n');
    await tx.$executeRaw`
      UPDATE reminder r SET announced_by_id = ${id}::uuid FROM outbound_message o
      WHERE o.id = ANY(${folded}::uuid[]) AND r.id = o.reminder_id`;
    // What comes along must not be lost with an agenda whose day is over.
    await tx.$executeRaw`
      UPDATE outbound_message o SET expires_at = (
        SELECT greatest(o.expires_at, max(later.expires_at)) FROM outbound_message later WHERE later.id = ANY(${folded}::uuid[])
      ) WHERE o.id = ${id}::uuid AND o.purpose = 'reminder'`;
    await tx.outboundMessage.deleteMany({ where: { id: { in: folded } } });
    await tx.outboundMessage.update({
      where: { id },
      data: {
        bodySealed: sealer.seal(words),
        // The template would tell of the first one alone: outside the window, all of them wait for the person.
        ...(purpose === 'reminder' && {
          partsSealed: sealer.seal(JSON.stringify(parts)),
          choicesSealed: null,
          ...noFallback,
        }),
      },
      select: { id: true },
    });
    return words;
  });
}
