-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "admitted_at" TIMESTAMPTZ(3),
ADD COLUMN     "erased_until" TIMESTAMPTZ(3),
ADD COLUMN     "refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "uid_key" TEXT;

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erased_name" (
    "blind_index" TEXT NOT NULL,
    "erasure_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_name_pkey" PRIMARY KEY ("blind_index","erasure_id")
);

-- CreateTable
CREATE TABLE "erased_message" (
    "wamid_blind_index" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_message_pkey" PRIMARY KEY ("wamid_blind_index")
);

-- CreateIndex
CREATE INDEX "erased_message_erased_at_idx" ON "erased_message"("erased_at");

-- AddForeignKey
ALTER TABLE "erased_name" ADD CONSTRAINT "erased_name_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- People who are about to go: hardly ever any.
CREATE INDEX "contact_erased" ON "contact" ("id") WHERE "erased_until" IS NOT NULL;
