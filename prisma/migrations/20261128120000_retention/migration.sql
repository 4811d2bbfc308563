-- How far the words of old messages are emptied.
CREATE TABLE "retention_sweep" (
    "direction" TEXT NOT NULL,
    "up_to" UUID NOT NULL,

    CONSTRAINT "retention_sweep_pkey" PRIMARY KEY ("direction")
);

INSERT INTO "retention_sweep" ("direction", "up_to") VALUES
    ('inbound', '00000000-0000-0000-0000-000000000000'),
    ('outbound', '00000000-0000-0000-0000-000000000000');

CREATE TABLE "retained_message" (
    "id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retained_message_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "retained_message_direction_looked_at_idx" ON "retained_message"("direction", "looked_at");
