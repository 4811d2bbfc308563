-- As before, but an agenda that came stays, cancelled: another one must not come on the same day.
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
  WHERE attrelid = quote_ident(kind)::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('id', 'fired_at');
  EXECUTE format(
    'INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, $1)).* ON CONFLICT (id) DO UPDATE SET %2$s', kind, columns
  ) USING before;
END $$;
