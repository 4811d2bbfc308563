-- A message is leased by the one who acts on it, and its row holds all that is needed to act.
ALTER TABLE "inbound_message" ADD COLUMN "after_blind_index" TEXT,
ADD COLUMN "amendment_id" UUID,
ADD COLUMN "becomes_sealed" TEXT,
ADD COLUMN "claimable_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "failed_claims" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "first_claimed_at" TIMESTAMPTZ(6),
ADD COLUMN "has_media" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "lease" UUID,
ADD COLUMN "media_limit_bytes" INTEGER,
ADD COLUMN "media_problem" TEXT,
ADD COLUMN "outcome" TEXT,
ADD COLUMN "overtaken" BOOLEAN NOT NULL DEFAULT false;

-- What became of a message is not an intent. Older messages that were acted on keep no outcome: there are too many to write them all anew.
UPDATE "inbound_message" SET "outcome" = CASE "intent" WHEN 'none' THEN 'noted' ELSE "intent" END, "intent" = NULL
WHERE "intent" IN ('none', 'renamed', 'edited', 'took_back', 'revoked', 'wordless', 'flood_noticed', 'flood_ignored', 'failed');

-- What is not handled yet still has its job, which knows more of it than the row did: the job comes first.
UPDATE "inbound_message" SET
  "claimable_at" = now() + interval '30 seconds',
  "has_media" = "awaits_media",
  "first_claimed_at" = CASE WHEN "awaits_media" THEN now() END
WHERE "handled_at" IS NULL;

DROP INDEX "inbound_message_contact_id_handled_at_idx";
-- Open messages are few, however many there have been.
CREATE INDEX "inbound_message_open_idx" ON "inbound_message"("contact_id", "sent_at", "received_at", "position", "id") WHERE "handled_at" IS NULL;
CREATE INDEX "inbound_message_claimable_idx" ON "inbound_message"("claimable_at") WHERE "handled_at" IS NULL;
CREATE UNIQUE INDEX "inbound_message_one_lease_key" ON "inbound_message"("contact_id") WHERE "handled_at" IS NULL AND "lease" IS NOT NULL;
