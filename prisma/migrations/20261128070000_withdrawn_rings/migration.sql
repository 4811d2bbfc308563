-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "parts_sealed" TEXT;

-- Whoever takes a reminder back, or its event, does not hear of it any more: what has not left goes with it. A message that tells of others
-- too is mended when it leaves.
CREATE FUNCTION "withdraw_ring"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Before there were parts, those that a message told of besides only pointed to it.
  IF EXISTS (SELECT FROM "reminder" r JOIN "outbound_message" o ON o.id = r.announced_by_id WHERE r.contact_id = OLD.contact_id AND r.id <> OLD.id AND o.reminder_id = OLD.id) THEN
    RETURN OLD;
  END IF;
  DELETE FROM "outbound_message" WHERE reminder_id = OLD.id AND status = 'queued' AND parts_sealed IS NULL;
  DELETE FROM "outbound_message" again USING "outbound_message" first
  WHERE first.reminder_id = OLD.id AND again.retry_of_id = first.id AND again.status = 'queued' AND first.parts_sealed IS NULL;
  RETURN OLD;
END $$;

CREATE TRIGGER "withdraw_ring" BEFORE DELETE ON "reminder" FOR EACH ROW EXECUTE FUNCTION "withdraw_ring"();
