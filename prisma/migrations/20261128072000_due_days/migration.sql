-- AlterTable
ALTER TABLE "task" ADD COLUMN     "due_zone" TEXT;
