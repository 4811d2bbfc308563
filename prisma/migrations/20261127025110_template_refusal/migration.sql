-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "fallback_language" TEXT,
ADD COLUMN     "fallback_name" TEXT;

-- AlterTable
ALTER TABLE "status_path" ADD COLUMN     "reported_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
