-- AlterTable
ALTER TABLE "number_limit" ADD COLUMN     "people_counts" INTEGER[],
ADD COLUMN     "people_part" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "people_per_day" INTEGER;

-- AlterTable
ALTER TABLE "recipient_limit" ADD COLUMN     "reached_at" TIMESTAMPTZ(6);
