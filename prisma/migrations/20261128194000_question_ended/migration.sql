-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "question_sealed" TEXT;
