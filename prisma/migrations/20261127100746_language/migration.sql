-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "language" TEXT,
ADD COLUMN     "language_chosen" BOOLEAN NOT NULL DEFAULT false;

-- Keeps columns of a person as they were, those named as arguments, while a message is acted on.
CREATE FUNCTION "keep_contact_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('handsfree.acting', true) IS DISTINCT FROM 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO "change" (contact_id, message_id, kind, subject_id, before)
  SELECT NEW.id, m.id, 'contact', NEW.id, (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(OLD)) WHERE key = ANY(TG_ARGV))
  FROM "inbound_message" m WHERE m.contact_id = NEW.id AND m.lease IS NOT NULL AND m.handled_at IS NULL;
  RETURN NULL;
END $$;

-- Only what a person chose: the language in which they happen to write is nothing to undo.
CREATE TRIGGER "keep_language" AFTER UPDATE OF "language", "language_chosen" ON "contact" FOR EACH ROW
  WHEN (NEW.language_chosen AND (NEW.language, NEW.language_chosen) IS DISTINCT FROM (OLD.language, OLD.language_chosen))
  EXECUTE FUNCTION "keep_contact_change"('language', 'language_chosen');

CREATE TRIGGER "keep_choices" AFTER UPDATE OF "timezone", "home_timezone", "away_until", "habits_sealed" ON "contact"
FOR EACH ROW EXECUTE FUNCTION "keep_contact_change"('timezone', 'home_timezone', 'away_until', 'habits_sealed');

-- Puts back those columns of a person that were kept.
CREATE FUNCTION "restore_contact"(person uuid, before jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(format('%1$I = was.%1$I', key), ', ') INTO columns FROM jsonb_object_keys(before) AS key;
  EXECUTE format('UPDATE "contact" c SET %s FROM jsonb_populate_record(NULL::"contact", $1) was WHERE c.id = $2', columns)
    USING before, person;
END $$;
