-- When the last outage began is not known: as before, it is taken to be older than any message.
ALTER TABLE "status_path" ADD COLUMN "outage_since" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch';
ALTER TABLE "status_path" ALTER COLUMN "outage_since" DROP DEFAULT;
