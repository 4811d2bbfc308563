-- An answer is dated by its question. `IF EXISTS`: for a while, the migration before made these columns itself.
ALTER TABLE "status_path"
  ADD COLUMN IF NOT EXISTS "probed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch',
  ADD COLUMN IF NOT EXISTS "probed_since" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch',
  ADD COLUMN IF NOT EXISTS "answering_since" TIMESTAMPTZ(6) NOT NULL DEFAULT now(),
  DROP COLUMN IF EXISTS "probe_answered_at",
  DROP COLUMN IF EXISTS "probes_answered_since";
ALTER TABLE "status_path"
  ALTER COLUMN "probed_at" DROP DEFAULT,
  ALTER COLUMN "probed_since" DROP DEFAULT,
  ALTER COLUMN "answering_since" DROP DEFAULT;
