-- What was accepted over a connection that was open before proves nothing of what waits for one.
ALTER TABLE "status_path" RENAME COLUMN "answering_since" TO "probes_answered_since";
ALTER TABLE "status_path" ADD COLUMN "probe_answered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch';
ALTER TABLE "status_path" ALTER COLUMN "probe_answered_at" DROP DEFAULT;
