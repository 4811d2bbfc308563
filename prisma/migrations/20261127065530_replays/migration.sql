-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "replays" INTEGER NOT NULL DEFAULT 0;

-- What was put back and has not left yet: the id is of the send before.
UPDATE "outbound_message" o SET "replays" = done.count,
  "wamid_blind_index" = CASE WHEN "status" <= 'sending' THEN NULL ELSE "wamid_blind_index" END,
  "wamid_sealed" = CASE WHEN "status" <= 'sending' THEN NULL ELSE "wamid_sealed" END
FROM (SELECT "subject_id", count(*)::int FROM "audit_entry" WHERE "act" = 'replay' GROUP BY "subject_id") AS done
WHERE o."id" = done."subject_id";
