import type { Transaction } from './database.ts';
import type { Contact as ContactRow } from './generated/client.ts';

/**
 * One person was known twice: everything moves to `kept`. What a person has only once, such as the open question, is `newest`'s, the one
 * of the two that they use now, where it has any. Their ids are left to the caller.
 *
 * @returns the row of `kept` as it is now
 */
export async function mergeContacts(
  tx: Transaction,
  kept: ContactRow,
  dropped: ContactRow,
  newest: ContactRow = kept,
): Promise<ContactRow> {
  const former = newest === kept ? dropped : kept;
  const asked = newest.questionSealed ? newest : former.questionSealed ? former : kept;
  await joinLists(tx, kept.id, dropped.id, asked.id);
  const move = { where: { contactId: dropped.id }, data: { contactId: kept.id } };
  // A person has one message in hand at a time, so what is in hand of the dropped one is understood anew, as the kept person's.
  await tx.$executeRaw`
    UPDATE inbound_message SET contact_id = ${kept.id}::uuid, lease = NULL,
      claimable_at = CASE WHEN lease IS NULL THEN claimable_at ELSE now() END
    WHERE contact_id = ${dropped.id}::uuid`;
  await tx.outboundMessage.updateMany(move);
  await tx.event.updateMany(move);
  await endSecondAgenda(tx, kept.id, dropped.id);
  await tx.reminder.updateMany(move);
  await tx.note.updateMany(move);
  await tx.notePicture.updateMany(move);
  await tx.change.updateMany(move);
  await joinLimits(tx, kept.id, dropped.id);
  await moveFormerNames(tx, kept.id, dropped.id);
  await tx.contact.delete({ where: { id: dropped.id } });
  // Of two choices made at once, the stop counts.
  const [marketing] = [kept, dropped].toSorted(
    (one, other) =>
      Number(other.marketingChosenAt ?? 0) - Number(one.marketingChosenAt ?? 0) ||
      Number(other.marketingStoppedAt ?? 0) - Number(one.marketingStoppedAt ?? 0),
  );
  const zoned = newest.timezone === null ? former : newest;
  return tx.contact.update({
    where: { id: kept.id },
    data: {
      timezone: zoned.timezone,
      zoneAskedAt: kept.zoneAskedAt ?? dropped.zoneAskedAt,
      homeTimezone: zoned.homeTimezone,
      awayUntil: zoned.awayUntil,
      habitsSealed: newest.habitsSealed ?? former.habitsSealed,
      ...spoken(newest, former),
      nameSealed: newest.nameSealed ?? former.nameSealed,
      questionSealed: asked.questionSealed,
      stoppedAt: kept.stoppedAt ?? dropped.stoppedAt,
      admittedAt: kept.admittedAt ?? dropped.admittedAt,
      refusedAt: kept.refusedAt ?? dropped.refusedAt,
      marketingChosenAt: marketing?.marketingChosenAt,
      marketingStoppedAt: marketing?.marketingStoppedAt,
      welcomedAt: kept.welcomedAt ?? dropped.welcomedAt,
    },
  });
}

/** What one of them chose counts more than what the other writes in. */
function spoken(newest: ContactRow, former: ContactRow): Pick<ContactRow, 'language' | 'languageChosen'> {
  const known = [newest, former].filter((one) => one.language !== null);
  const { language, languageChosen } = known.find((one) => one.languageChosen) ?? known[0] ?? newest;
  return { language, languageChosen };
}

/** Whoever asked for it under both names gets it once. */
const endSecondAgenda = (tx: Transaction, keptId: string, droppedId: string): Promise<unknown> =>
  tx.$executeRaw`
    UPDATE reminder SET cancelled_at = now()
    WHERE contact_id = ${droppedId}::uuid AND kind IN ('agenda', 'preview') AND fired_at IS NULL AND cancelled_at IS NULL AND EXISTS (
      SELECT FROM reminder kept
      WHERE kept.contact_id = ${keptId}::uuid AND kept.kind = 'agenda' AND kept.fired_at IS NULL AND kept.cancelled_at IS NULL
    )`;

/** The open question may be about a task by its number, so the lists of whoever was asked keep their numbers. */
async function joinLists(tx: Transaction, keptId: string, droppedId: string, askedId: string): Promise<void> {
  const [first, second] = askedId === keptId ? [keptId, droppedId] : [droppedId, keptId];
  await tx.$executeRaw`
    UPDATE task SET contact_id = ${first}::uuid, number = number + coalesce((
      SELECT max(other.number) FROM task other WHERE other.contact_id = ${first}::uuid AND other.list_key = task.list_key
    ), 0)
    WHERE contact_id = ${second}::uuid`;
  await tx.task.updateMany({ where: { contactId: droppedId }, data: { contactId: keptId } });
}

/** What WhatsApp lends and refuses may be the same, told twice: the stricter one holds. Our own limits count all that was sent. */
const joinLimits = (tx: Transaction, keptId: string, droppedId: string): Promise<unknown> =>
  tx.$executeRaw`
    INSERT INTO recipient_limit AS known (
      contact_id, debt_until, burst_since, refusals, refused_until, hour_log, day_log, window_closed_at, notice_id, reached_at
    )
    SELECT ${keptId}::uuid, debt_until, burst_since, refusals, refused_until, hour_log, day_log, window_closed_at, notice_id, reached_at
    FROM recipient_limit WHERE contact_id = ${droppedId}::uuid
    ON CONFLICT (contact_id) DO UPDATE SET
      debt_until = greatest(known.debt_until, EXCLUDED.debt_until),
      burst_since = least(known.burst_since, EXCLUDED.burst_since),
      refusals = greatest(known.refusals, EXCLUDED.refusals),
      refused_until = greatest(known.refused_until, EXCLUDED.refused_until),
      reached_at = greatest(known.reached_at, EXCLUDED.reached_at),
      -- If WhatsApp does not see one person in them, it will say so.
      notice_id = coalesce(known.notice_id, EXCLUDED.notice_id),
      hour_log = ARRAY(SELECT sent FROM unnest(known.hour_log || EXCLUDED.hour_log) AS sent ORDER BY sent),
      day_log = ARRAY(SELECT sent FROM unnest(known.day_log || EXCLUDED.day_log) AS sent ORDER BY sent)`;

const moveFormerNames = (tx: Transaction, keptId: string, droppedId: string): Promise<unknown> =>
  tx.$executeRaw`
    INSERT INTO former_name AS known (blind_index, contact_id, since, until)
    SELECT blind_index, ${keptId}::uuid, since, until FROM former_name WHERE contact_id = ${droppedId}::uuid
    ON CONFLICT (blind_index, contact_id) DO UPDATE SET since = least(known.since, EXCLUDED.since),
      until = greatest(known.until, EXCLUDED.until)`;
