-- AlterTable
ALTER TABLE "task" ADD COLUMN     "due_zone" TEXT;

-- Whoever chose a zone meant a day where a midnight was kept.
UPDATE "task" t SET "due_zone" = c."timezone" FROM "contact" c
WHERE c."id" = t."contact_id" AND c."timezone" IS NOT NULL AND t."due_at" IS NOT NULL
  AND (t."due_at" AT TIME ZONE c."timezone")::time = '00:00';
