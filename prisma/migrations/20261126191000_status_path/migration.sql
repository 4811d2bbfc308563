-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "duplicates" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "status_path" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "proved_at" TIMESTAMPTZ(6) NOT NULL,
    "alive_since" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "status_path_pkey" PRIMARY KEY ("id")
);

-- What is being sent is little, however much waits.
CREATE INDEX "outbound_message_sending_idx" ON "outbound_message"("sending_since") WHERE "status" = 'sending';

INSERT INTO "status_path" VALUES (1, 'epoch', 'epoch');
