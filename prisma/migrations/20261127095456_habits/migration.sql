-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "away_until" TIMESTAMPTZ(3),
ADD COLUMN     "habits_sealed" TEXT,
ADD COLUMN     "home_timezone" TEXT,
ADD COLUMN     "zone_asked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "no_usual_reminder" BOOLEAN;

-- Who comes back from a journey is found among those who are away.
CREATE INDEX "contact_away" ON "contact"("away_until") WHERE "away_until" IS NOT NULL;

-- Keeps what a person chose as it was, while a message is acted on; as keep_change does with their things.
CREATE FUNCTION "keep_choices"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('handsfree.acting', true) IS DISTINCT FROM 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO "change" (contact_id, message_id, kind, subject_id, before)
  SELECT NEW.id, m.id, TG_TABLE_NAME, NEW.id, jsonb_build_object(
    'timezone', OLD.timezone, 'home_timezone', OLD.home_timezone, 'away_until', OLD.away_until, 'habits_sealed', OLD.habits_sealed
  )
  FROM "inbound_message" m WHERE m.contact_id = NEW.id AND m.lease IS NOT NULL AND m.handled_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "keep_choices" AFTER UPDATE OF "timezone", "home_timezone", "away_until", "habits_sealed" ON "contact"
FOR EACH ROW EXECUTE FUNCTION "keep_choices"();

-- As before, but of people themselves only what they chose is put back.
ALTER FUNCTION "restore_row"(text, uuid, jsonb) RENAME TO "restore_thing";
CREATE FUNCTION "restore_row"(kind text, subject uuid, before jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF kind = 'contact' THEN
    UPDATE "contact" SET timezone = before ->> 'timezone', home_timezone = before ->> 'home_timezone',
      away_until = (before ->> 'away_until')::timestamptz, habits_sealed = before ->> 'habits_sealed'
    WHERE id = (before ->> 'contact_id')::uuid;
  ELSE
    PERFORM "restore_thing"(kind, subject, before);
  END IF;
END $$;
