-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "marketing_chosen_at" TIMESTAMPTZ(3),
ADD COLUMN     "marketing_stopped_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "retry_number" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retry_of_id" UUID,
ADD COLUMN     "template_language" TEXT,
ADD COLUMN     "template_name" TEXT;

-- AlterTable
ALTER TABLE "outbound_status_entry" ADD COLUMN     "error_title" TEXT;

-- CreateTable
CREATE TABLE "early_status" (
    "wamid_lookup" TEXT NOT NULL,
    "wamid_sealed" TEXT NOT NULL,
    "status" "outbound_status" NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "error_code" INTEGER,
    "error_title" TEXT,
    "pricing" JSONB,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "look_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "early_status_pkey" PRIMARY KEY ("wamid_lookup","status")
);

-- CreateTable
CREATE TABLE "message_template" (
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "whatsapp_id" TEXT,
    "status" TEXT,
    "status_at" TIMESTAMPTZ(3),
    "quality" TEXT,
    "quality_at" TIMESTAMPTZ(3),
    "category" TEXT,
    "category_at" TIMESTAMPTZ(3),
    "next_category" TEXT,
    "next_category_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_template_pkey" PRIMARY KEY ("name","language")
);

-- CreateTable
CREATE TABLE "webhook_notice" (
    "id" UUID NOT NULL,
    "notice_key" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "body_sealed" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "early_status_look_after_idx" ON "early_status"("look_after");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_notice_notice_key_key" ON "webhook_notice"("notice_key");

-- CreateIndex
CREATE INDEX "webhook_notice_received_at_idx" ON "webhook_notice"("received_at");

-- CreateIndex
CREATE INDEX "webhook_notice_field_received_at_idx" ON "webhook_notice"("field", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_message_retry_of_id_retry_number_key" ON "outbound_message"("retry_of_id", "retry_number");

-- AddForeignKey
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_retry_of_id_fkey" FOREIGN KEY ("retry_of_id") REFERENCES "outbound_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
