-- What was answered in the last minute, whenever its message came.
CREATE INDEX "outbound_message_answered_idx" ON "outbound_message"("sending_since")
  WHERE "in_reply_to_id" IS NOT NULL AND "status" NOT IN ('queued', 'sending', 'failed');
