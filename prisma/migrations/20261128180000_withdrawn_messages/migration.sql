-- AlterTable
ALTER TABLE "reminder" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- As before, but what is known of the message that tells of a reminder stays as it is, too: it may have been dropped since.
CREATE OR REPLACE FUNCTION "restore_row"(kind text, subject uuid, before jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  IF before IS NULL THEN
    IF kind = 'reminder' THEN
      UPDATE "reminder" r SET cancelled_at = now() FROM "reminder" made
      WHERE made.id = subject AND r.contact_id = made.contact_id AND r.id <> made.id AND r.fired_at IS NULL AND r.cancelled_at IS NULL
        AND (r.again_of_id = made.id OR r.rule = made.rule AND r.series_start = made.series_start AND r.title_sealed = made.title_sealed);
    END IF;
    IF kind = 'reminder' THEN
      UPDATE "reminder" SET cancelled_at = now() WHERE id = subject AND "reminder".kind IN ('agenda', 'preview') AND fired_at IS NOT NULL;
      IF FOUND THEN
        RETURN;
      END IF;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE id = $1', kind) USING subject;
    RETURN;
  END IF;
  IF kind = 'task' THEN
    before := '{"list_key": ""}'::jsonb || before;
    IF EXISTS (
      SELECT FROM "task" t WHERE t.contact_id = (before ->> 'contact_id')::uuid AND t.list_key = before ->> 'list_key'
        AND t.number = (before ->> 'number')::int AND t.id <> subject
    ) THEN
      before := jsonb_set(before, '{number}', to_jsonb((
        SELECT max(t.number) + 1 FROM "task" t
        WHERE t.contact_id = (before ->> 'contact_id')::uuid AND t.list_key = before ->> 'list_key'
      )));
    END IF;
  END IF;
  SELECT string_agg(format('%1$I = EXCLUDED.%1$I', attname), ', ') INTO columns FROM pg_attribute
  WHERE attrelid = quote_ident(kind)::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('id', 'fired_at', 'withdrawn_at', 'announced_by_id');
  EXECUTE format(
    'INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, $1)).* ON CONFLICT (id) DO UPDATE SET %2$s', kind, columns
  ) USING before;
END $$;

-- As before, but what undo leaves as it is counts as no change: "stop" drops messages, and takes back nothing of the person's.
CREATE OR REPLACE FUNCTION "keep_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.contact_id ELSE NEW.contact_id END;
  subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
  unkept text[] := ARRAY['fired_at', 'withdrawn_at', 'announced_by_id'];
BEGIN
  IF current_setting('handsfree.acting', true) IS DISTINCT FROM 'on' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) <> to_jsonb(NEW) AND to_jsonb(OLD) - unkept = to_jsonb(NEW) - unkept THEN
    RETURN NULL;
  END IF;
  INSERT INTO "change" (contact_id, message_id, kind, subject_id, before)
  SELECT owner, m.id, TG_TABLE_NAME, subject, CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END
  FROM "inbound_message" m WHERE m.contact_id = owner AND m.lease IS NOT NULL AND m.handled_at IS NULL;
  RETURN NULL;
END $$;
