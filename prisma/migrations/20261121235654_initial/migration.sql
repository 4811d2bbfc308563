-- CreateEnum
CREATE TYPE "outbound_status" AS ENUM ('queued', 'sending', 'accepted', 'sent', 'failed', 'delivered', 'read', 'played');

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "bsuid_lookup" TEXT,
    "bsuid_sealed" TEXT,
    "phone_lookup" TEXT,
    "phone_sealed" TEXT,
    "name_sealed" TEXT,
    "timezone" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "wamid_lookup" TEXT NOT NULL,
    "wamid_sealed" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body_sealed" TEXT,
    "intent" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_message" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "in_reply_to_id" UUID,
    "reminder_id" UUID,
    "body_sealed" TEXT NOT NULL,
    "status" "outbound_status" NOT NULL DEFAULT 'queued',
    "wamid_lookup" TEXT,
    "wamid_sealed" TEXT,
    "sending_since" TIMESTAMPTZ(3),
    "error_code" INTEGER,
    "sweep_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_status_entry" (
    "outbound_message_id" UUID NOT NULL,
    "status" "outbound_status" NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error_code" INTEGER,
    "pricing" JSONB,

    CONSTRAINT "outbound_status_entry_pkey" PRIMARY KEY ("outbound_message_id","status")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "title_sealed" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "number" INTEGER,
    "title_sealed" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "title_sealed" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fired_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_bsuid_lookup_key" ON "contact"("bsuid_lookup");

-- CreateIndex
CREATE UNIQUE INDEX "contact_phone_lookup_key" ON "contact"("phone_lookup");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_wamid_lookup_key" ON "inbound_message"("wamid_lookup");

-- CreateIndex
CREATE INDEX "inbound_message_contact_id_received_at_idx" ON "inbound_message"("contact_id", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_message_in_reply_to_id_key" ON "outbound_message"("in_reply_to_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_message_reminder_id_key" ON "outbound_message"("reminder_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_message_wamid_lookup_key" ON "outbound_message"("wamid_lookup");

-- CreateIndex
CREATE INDEX "outbound_message_status_sweep_after_idx" ON "outbound_message"("status", "sweep_after");

-- CreateIndex
CREATE INDEX "outbound_message_contact_id_created_at_idx" ON "outbound_message"("contact_id", "created_at");

-- CreateIndex
CREATE INDEX "event_contact_id_starts_at_idx" ON "event"("contact_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "task_contact_id_number_key" ON "task"("contact_id", "number");

-- CreateIndex
CREATE INDEX "reminder_fired_at_due_at_idx" ON "reminder"("fired_at", "due_at");

-- CreateIndex
CREATE INDEX "reminder_contact_id_due_at_idx" ON "reminder"("contact_id", "due_at");

-- AddForeignKey
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_in_reply_to_id_fkey" FOREIGN KEY ("in_reply_to_id") REFERENCES "inbound_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_reminder_id_fkey" FOREIGN KEY ("reminder_id") REFERENCES "reminder"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_status_entry" ADD CONSTRAINT "outbound_status_entry_outbound_message_id_fkey" FOREIGN KEY ("outbound_message_id") REFERENCES "outbound_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
