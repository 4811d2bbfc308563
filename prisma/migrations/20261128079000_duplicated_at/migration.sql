-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "duplicated_at" TIMESTAMPTZ(6);
