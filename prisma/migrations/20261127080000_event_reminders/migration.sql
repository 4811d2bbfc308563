-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "event_id" UUID;

-- CreateIndex
CREATE INDEX "reminder_event_id_idx" ON "reminder"("event_id");

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
