-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failure" TEXT;

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "act" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject_id");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- What failed and was not dismissed is little, however much there has been. The newest is looked at first.
CREATE INDEX "outbound_message_failed_idx" ON "outbound_message"((coalesce("failed_at", "created_at")), "id")
  WHERE "status" = 'failed' AND "dismissed_at" IS NULL;
CREATE INDEX "inbound_message_failed_idx" ON "inbound_message"("handled_at", "id")
  WHERE "outcome" IN ('failed', 'timed_out') AND "dismissed_at" IS NULL;

-- What failed before: the time of the report, or else of the message.
UPDATE "outbound_message" o SET "failed_at" = coalesce(
  (SELECT "recorded_at" FROM "outbound_status_entry" e WHERE e."outbound_message_id" = o."id" AND e."status" = 'failed'), "created_at"
) WHERE "status" = 'failed';
