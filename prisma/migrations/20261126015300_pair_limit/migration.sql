-- CreateTable
CREATE TABLE "pair_limit" (
    "contact_id" UUID NOT NULL,
    "refusals" INTEGER NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pair_limit_pkey" PRIMARY KEY ("contact_id")
);

-- AddForeignKey
ALTER TABLE "pair_limit" ADD CONSTRAINT "pair_limit_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
