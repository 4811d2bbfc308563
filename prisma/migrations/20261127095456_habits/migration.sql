-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "away_until" TIMESTAMPTZ(3),
ADD COLUMN     "habits_sealed" TEXT,
ADD COLUMN     "home_timezone" TEXT,
ADD COLUMN     "zone_asked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "no_usual_reminder" BOOLEAN;

-- Who comes back from a journey is found among those who are away.
CREATE INDEX "contact_away" ON "contact"("away_until") WHERE "away_until" IS NOT NULL;
