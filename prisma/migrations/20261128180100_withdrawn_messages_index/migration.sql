-- What is to ring anew, its message having been dropped: next to nothing.
DROP INDEX CONCURRENTLY IF EXISTS "reminder_anew";
CREATE INDEX CONCURRENTLY "reminder_anew" ON "reminder"("due_at")
  WHERE "withdrawn_at" IS NOT NULL AND "cancelled_at" IS NULL AND "done_at" IS NULL;
