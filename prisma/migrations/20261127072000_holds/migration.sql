-- AlterTable
ALTER TABLE "number_limit" ADD COLUMN     "held_until" TIMESTAMPTZ(6),
ADD COLUMN     "holds" INTEGER NOT NULL DEFAULT 0;

-- Nothing is sent to somebody without a row here. Who comes before the apps are replaced gets theirs with the first message to them.
INSERT INTO "recipient_limit" ("contact_id", "debt_until", "burst_since", "hour_log", "day_log")
SELECT "id", now(), now(), '{}', '{}' FROM "contact"
ON CONFLICT DO NOTHING;
