-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "after_done" INTEGER;
