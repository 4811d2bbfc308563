-- DropIndex
DROP INDEX "reminder_fired_at_due_at_idx";

-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "again_of_id" UUID,
ADD COLUMN     "done_at" TIMESTAMPTZ(3),
ADD COLUMN     "group_id" UUID,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'reminder',
ADD COLUMN     "ring" INTEGER;

-- What is due is found among what is to ring, however much has rung.
CREATE INDEX "reminder_due" ON "reminder"("due_at") WHERE "fired_at" IS NULL AND "cancelled_at" IS NULL;

-- What was changed just before can still be undone.
UPDATE "change" SET "before" = "before" || '{"kind": "reminder"}' WHERE "kind" = 'reminder' AND "before" IS NOT NULL;
