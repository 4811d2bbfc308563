-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "send_attempts" INTEGER NOT NULL DEFAULT 0;
