-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "announced_by_id" UUID;
