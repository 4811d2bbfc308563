-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "fallback_sealed" TEXT,
ADD COLUMN     "parked_at" TIMESTAMPTZ(3),
ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "recipient_limit" ADD COLUMN     "notice_id" UUID,
ADD COLUMN     "window_closed_at" TIMESTAMPTZ(6);

-- What is parked may wait for days: whoever looks for what is to be sent should not come across it.
DROP INDEX "outbound_message_relay_idx";
CREATE INDEX "outbound_message_relay_idx" ON "outbound_message"("relay_after")
  WHERE "status" IN ('queued', 'sending') AND "parked_at" IS NULL;
CREATE INDEX "outbound_message_parked_idx" ON "outbound_message"("contact_id") WHERE "parked_at" IS NOT NULL;
