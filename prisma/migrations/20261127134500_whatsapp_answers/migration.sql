-- AlterTable
ALTER TABLE "status_path" ADD COLUMN     "answered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch',
ADD COLUMN     "answering_since" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch';

-- AlterTable
ALTER TABLE "status_path" ALTER COLUMN "answered_at" DROP DEFAULT,
ALTER COLUMN "answering_since" DROP DEFAULT;
