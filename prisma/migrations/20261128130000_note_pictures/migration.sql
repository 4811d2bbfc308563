-- AlterTable
ALTER TABLE "note" ADD COLUMN     "picture_id" UUID;

-- CreateTable
CREATE TABLE "note_picture" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "media_sealed" TEXT,
    "mime_type" TEXT,
    "bytes_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    "next_try_at" TIMESTAMPTZ(3) DEFAULT now(),
    "kept_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_picture_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_picture_contact_id_idx" ON "note_picture"("contact_id");

-- AddForeignKey
ALTER TABLE "note_picture" ADD CONSTRAINT "note_picture_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE INDEX "note_picture_to_fetch_idx" ON "note_picture"("next_try_at") WHERE "next_try_at" IS NOT NULL;
CREATE INDEX "note_picture_left_idx" ON "note_picture"("left_at") WHERE "left_at" IS NOT NULL;

-- What is sealed does not shrink.
ALTER TABLE "note_picture" ALTER COLUMN "bytes_sealed" SET STORAGE EXTERNAL;

-- A note is forgotten, or has another picture or none: its picture is removed once nothing brings it back.
CREATE FUNCTION "leave_picture"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "note_picture" SET left_at = now() WHERE id = OLD.picture_id;
  RETURN NULL;
END $$;

CREATE TRIGGER "leave_picture_on_delete" AFTER DELETE ON "note" FOR EACH ROW
  WHEN (OLD.picture_id IS NOT NULL) EXECUTE FUNCTION "leave_picture"();
CREATE TRIGGER "leave_picture_on_update" AFTER UPDATE ON "note" FOR EACH ROW
  WHEN (OLD.picture_id IS NOT NULL AND OLD.picture_id IS DISTINCT FROM NEW.picture_id) EXECUTE FUNCTION "leave_picture"();
