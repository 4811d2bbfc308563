-- DropIndex
DROP INDEX "inbound_message_contact_id_received_at_idx";

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "question_sealed" TEXT;

-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "awaits_media" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "detail" TEXT,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "raw_sealed" TEXT,
ADD COLUMN     "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "refers_to_lookup" TEXT;

-- CreateIndex
CREATE INDEX "inbound_message_contact_id_handled_at_idx" ON "inbound_message"("contact_id", "handled_at");

-- CreateIndex
CREATE INDEX "inbound_message_contact_id_sent_at_idx" ON "inbound_message"("contact_id", "sent_at");

-- CreateIndex
CREATE INDEX "inbound_message_refers_to_lookup_idx" ON "inbound_message"("refers_to_lookup");
