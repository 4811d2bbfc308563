-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- Looked at with each message of a person. Hardly anybody has one.
CREATE INDEX "outbound_message_untold_idx" ON "outbound_message"("contact_id")
  WHERE "status" = 'failed' AND "told_at" IS NULL AND "dismissed_at" IS NULL;
-- What failed before this is old news.
UPDATE "outbound_message" SET "told_at" = "failed_at" WHERE "status" = 'failed';
