-- DropIndex
DROP INDEX "task_contact_id_number_key";

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "list_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "list_sealed" TEXT,
ADD COLUMN     "done_number" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "task_contact_id_list_key_number_key" ON "task"("contact_id", "list_key", "number");

-- As before, but a task's number counts within its list. What was kept before there were lists belongs to the usual one.
CREATE OR REPLACE FUNCTION "restore_row"(kind text, subject uuid, before jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  IF before IS NULL THEN
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
