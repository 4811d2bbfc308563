DROP INDEX CONCURRENTLY IF EXISTS "outbound_message_dead_idx";
-- Of what failed, most was repeated and arrived: whoever looks for dead letters does not pass all of that.
CREATE INDEX CONCURRENTLY "outbound_message_dead_idx" ON "outbound_message"((coalesce("failed_at", "created_at")), "id")
  WHERE "status" = 'failed' AND "dismissed_at" IS NULL AND NOT "is_repeated";
