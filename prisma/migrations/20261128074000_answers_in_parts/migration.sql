-- Before, the messages of one answer did not know of each other: those that are there stay independent.
ALTER TABLE "outbound_message" ADD COLUMN "answer_id" UUID, ADD COLUMN "part" INTEGER NOT NULL DEFAULT 0;
