-- For those alone who look through all people's messages at once, which say so by `> '-infinity'`. The index without that condition was
-- taken also to look up one person's messages while few rows were open, and all that waited was read each time.
DROP INDEX CONCURRENTLY IF EXISTS "outbound_message_overdue_idx";
CREATE INDEX CONCURRENTLY "outbound_message_overdue_idx" ON "outbound_message"("relay_after")
  WHERE "status" IN ('queued', 'sending') AND "parked_at" IS NULL AND "relay_after" > '-infinity';
