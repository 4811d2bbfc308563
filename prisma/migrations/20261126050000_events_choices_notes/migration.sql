-- AlterTable
ALTER TABLE "event" ADD COLUMN     "is_all_day" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "place_sealed" TEXT,
ADD COLUMN     "rule" TEXT,
ADD COLUMN     "timezone" TEXT NOT NULL DEFAULT 'UTC';

-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "reading_sealed" TEXT;

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "choices_sealed" TEXT;

-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "lead_minutes" INTEGER,
ADD COLUMN     "rule" TEXT,
ADD COLUMN     "series_start" TIMESTAMPTZ(3),
ADD COLUMN     "timezone" TEXT;

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "note_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_contact_id_kind_created_at_idx" ON "note"("contact_id", "kind", "created_at");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
