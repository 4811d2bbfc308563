-- As `outbound_message_overdue_idx`.
DROP INDEX CONCURRENTLY IF EXISTS "inbound_message_waiting_idx";
CREATE INDEX CONCURRENTLY "inbound_message_waiting_idx" ON "inbound_message"("claimable_at")
  WHERE "handled_at" IS NULL AND "claimable_at" > '-infinity';
