-- CreateTable
CREATE TABLE "user_id_change" (
    "previous_blind_index" TEXT NOT NULL,
    "current_blind_index" TEXT NOT NULL,
    "current_sealed" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_id_change_pkey" PRIMARY KEY ("previous_blind_index")
);

-- CreateIndex
CREATE INDEX "user_id_change_occurred_at_idx" ON "user_id_change"("occurred_at");
