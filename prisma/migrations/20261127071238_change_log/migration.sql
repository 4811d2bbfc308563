-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "about" JSONB;

-- CreateTable
CREATE TABLE "change" (
    "id" BIGSERIAL NOT NULL,
    "contact_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "before" JSONB,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_by_id" UUID,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "change_contact_id_id_idx" ON "change"("contact_id", "id");

-- CreateIndex
CREATE INDEX "change_subject_id_id_idx" ON "change"("subject_id", "id");

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Keeps each row of people's own things as it was, while a message is acted on: of a person, one message is at a time.
CREATE FUNCTION "keep_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.contact_id ELSE NEW.contact_id END;
  subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
  IF current_setting('handsfree.acting', true) IS DISTINCT FROM 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO "change" (contact_id, message_id, kind, subject_id, before)
  SELECT owner, m.id, TG_TABLE_NAME, subject, CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END
  FROM "inbound_message" m WHERE m.contact_id = owner AND m.lease IS NOT NULL AND m.handled_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "keep_change" AFTER INSERT OR UPDATE OR DELETE ON "event" FOR EACH ROW EXECUTE FUNCTION "keep_change"();
CREATE TRIGGER "keep_change" AFTER INSERT OR UPDATE OR DELETE ON "task" FOR EACH ROW EXECUTE FUNCTION "keep_change"();
CREATE TRIGGER "keep_change" AFTER INSERT OR UPDATE OR DELETE ON "reminder" FOR EACH ROW EXECUTE FUNCTION "keep_change"();
CREATE TRIGGER "keep_change" AFTER INSERT OR UPDATE OR DELETE ON "note" FOR EACH ROW EXECUTE FUNCTION "keep_change"();

-- Puts a row back as it was. What has rung stays rung, and a task whose number was given away gets the next one.
CREATE FUNCTION "restore_row"(kind text, subject uuid, before jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  columns text;
BEGIN
  IF before IS NULL THEN
    EXECUTE format('DELETE FROM %I WHERE id = $1', kind) USING subject;
    RETURN;
  END IF;
  IF kind = 'task' AND EXISTS (
    SELECT FROM "task" t WHERE t.contact_id = (before ->> 'contact_id')::uuid AND t.number = (before ->> 'number')::int AND t.id <> subject
  ) THEN
    before := jsonb_set(before, '{number}', to_jsonb((
      SELECT max(t.number) + 1 FROM "task" t WHERE t.contact_id = (before ->> 'contact_id')::uuid
    )));
  END IF;
  SELECT string_agg(format('%1$I = EXCLUDED.%1$I', attname), ', ') INTO columns FROM pg_attribute
  WHERE attrelid = quote_ident(kind)::regclass AND attnum > 0 AND NOT attisdropped AND attname NOT IN ('id', 'fired_at');
  EXECUTE format(
    'INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, $1)).* ON CONFLICT (id) DO UPDATE SET %2$s', kind, columns
  ) USING before;
END $$;
