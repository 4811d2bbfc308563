-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "welcomed_at" TIMESTAMPTZ(3);

-- Whoever wrote before knows who answers.
UPDATE "contact" SET "welcomed_at" = "created_at";
