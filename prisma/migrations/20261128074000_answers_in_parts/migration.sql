-- Before, the messages of one answer did not know of each other: those that are there stay independent.
ALTER TABLE "outbound_message" ADD COLUMN "answer_id" UUID, ADD COLUMN "part" INTEGER NOT NULL DEFAULT 0;

-- To no foreign key: the first one is never removed before the others.
CREATE INDEX "outbound_message_answer_idx" ON "outbound_message"("answer_id", "part") WHERE "answer_id" IS NOT NULL;
