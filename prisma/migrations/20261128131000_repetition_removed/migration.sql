-- A repetition that is removed before it was sent leaves its message as the last of its family, which may be a dead letter again.
CREATE FUNCTION "forget_repetition"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "outbound_message" SET "is_repeated" = false
  WHERE ("id" = OLD."retry_of_id" OR "retry_of_id" = OLD."retry_of_id") AND "retry_number" = OLD."retry_number" - 1 AND "is_repeated";
  RETURN NULL;
END $$;

CREATE TRIGGER "forget_repetition" AFTER DELETE ON "outbound_message"
  FOR EACH ROW WHEN (OLD."retry_of_id" IS NOT NULL) EXECUTE FUNCTION "forget_repetition"();
