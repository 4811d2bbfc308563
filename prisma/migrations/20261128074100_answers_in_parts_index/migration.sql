-- To no foreign key: the first one is never removed before the others.
DROP INDEX CONCURRENTLY IF EXISTS "outbound_message_answer_idx";
CREATE INDEX CONCURRENTLY "outbound_message_answer_idx" ON "outbound_message"("answer_id", "part") WHERE "answer_id" IS NOT NULL;
