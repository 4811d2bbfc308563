UPDATE "outbound_message" o SET "is_repeated" = true
WHERE "status" = 'failed' AND "dismissed_at" IS NULL AND EXISTS (
  SELECT FROM "outbound_message" r WHERE r."retry_of_id" = coalesce(o."retry_of_id", o."id") AND r."retry_number" > o."retry_number"
);
