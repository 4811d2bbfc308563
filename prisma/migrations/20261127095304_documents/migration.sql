-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "document" JSONB,
ADD COLUMN     "media_id" TEXT;
