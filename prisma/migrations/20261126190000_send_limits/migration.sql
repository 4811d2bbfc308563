-- CreateEnum
CREATE TYPE "outbound_purpose" AS ENUM ('reply', 'reminder', 'bulk');

-- DropForeignKey
ALTER TABLE "pair_limit" DROP CONSTRAINT "pair_limit_contact_id_fkey";

-- DropIndex
DROP INDEX "outbound_message_status_relay_after_idx";

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "first_started_at" TIMESTAMPTZ(3),
ADD COLUMN     "not_before" TIMESTAMPTZ(3),
ADD COLUMN     "purpose" "outbound_purpose" NOT NULL DEFAULT 'reply',
ALTER COLUMN "sending_since" SET DATA TYPE TIMESTAMPTZ(6);

-- DropTable
DROP TABLE "pair_limit";

-- CreateTable
CREATE TABLE "recipient_limit" (
    "contact_id" UUID NOT NULL,
    "debt_until" TIMESTAMPTZ(6) NOT NULL,
    "burst_since" TIMESTAMPTZ(6) NOT NULL,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "refused_until" TIMESTAMPTZ(6),
    "hour_log" TIMESTAMPTZ(6)[],
    "day_log" TIMESTAMPTZ(6)[],

    CONSTRAINT "recipient_limit_pkey" PRIMARY KEY ("contact_id")
);

-- CreateTable
CREATE TABLE "number_limit" (
    "phone_number_id" TEXT NOT NULL,
    "smooth_until" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "second_counts" INTEGER[],
    "second_part" BIGINT NOT NULL DEFAULT 0,
    "minute_counts" INTEGER[],
    "minute_part" BIGINT NOT NULL DEFAULT 0,
    "day_counts" INTEGER[],
    "day_part" BIGINT NOT NULL DEFAULT 0,
    "slowed_until" TIMESTAMPTZ(6),
    "slowdowns" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(6),
    "opened_by" INTEGER,
    "opened_token" TEXT,
    "opened_by_report" BOOLEAN NOT NULL DEFAULT false,
    "probe_at" TIMESTAMPTZ(6),
    "probes" INTEGER NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "number_limit_pkey" PRIMARY KEY ("phone_number_id")
);

-- AddForeignKey
ALTER TABLE "recipient_limit" ADD CONSTRAINT "recipient_limit_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What has not left yet is little, however much there has been: the relay takes the most overdue first, and answers to a person wait for
-- the earlier ones.
CREATE INDEX "outbound_message_relay_idx" ON "outbound_message"("relay_after") WHERE "status" IN ('queued', 'sending');
CREATE INDEX "outbound_message_open_idx" ON "outbound_message"("contact_id", "created_at", "id") WHERE "status" IN ('queued', 'sending');

-- Later answers are patient with what is being sent just now.
UPDATE "outbound_message" SET "first_started_at" = "sending_since" WHERE "status" = 'sending';
UPDATE "outbound_message" SET "purpose" = 'reminder' WHERE "reminder_id" IS NOT NULL AND "status" IN ('queued', 'sending');

-- A sliding window, counted in 100 parts and the current one. It is up to one part longer than it has to be, and as long for any limit.
-- After so many parts have passed, the oldest are forgotten. While a clock that was put back catches up, nothing is.
CREATE FUNCTION "slide_window"(counts INTEGER[], passed BIGINT) RETURNS INTEGER[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (counts || array_fill(0, ARRAY[101]))[over + 1 : 101] || array_fill(0, ARRAY[over])
  FROM (SELECT least(greatest(passed, 0), 101)::int AS over) p
$$;

-- How many parts have to pass until less than `most` are counted.
CREATE FUNCTION "parts_until_room"(counts INTEGER[], most INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(min(place), 0)::int FROM (
    SELECT place, sum(count) OVER (ORDER BY place) AS gone, sum(count) OVER () AS total
    FROM unnest(counts) WITH ORDINALITY AS part(count, place)
  ) p WHERE total >= most AND gone > total - most
$$;
