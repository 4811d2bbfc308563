-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "phone_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "former_name" (
    "blind_index" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_name_pkey" PRIMARY KEY ("blind_index","contact_id")
);

-- CreateIndex
CREATE INDEX "former_name_contact_id_idx" ON "former_name"("contact_id");

-- CreateIndex
CREATE INDEX "former_name_until_idx" ON "former_name"("until");

-- AddForeignKey
ALTER TABLE "former_name" ADD CONSTRAINT "former_name_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
