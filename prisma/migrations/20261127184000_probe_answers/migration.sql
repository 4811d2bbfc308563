-- What was accepted over a connection that was open before proves nothing of what waits for one. `answering_since` stays for the version
-- before, which runs beside this one while replicas are replaced.
ALTER TABLE "status_path"
  ADD COLUMN "probed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch',
  ADD COLUMN "probed_since" TIMESTAMPTZ(6) NOT NULL DEFAULT 'epoch';
ALTER TABLE "status_path" ALTER COLUMN "probed_at" DROP DEFAULT, ALTER COLUMN "probed_since" DROP DEFAULT;
