-- Whoever chose a zone meant a day where a midnight was kept. By itself: with the column, nobody could read tasks meanwhile. Of a zone that this
-- PostgreSQL does not know, the moment stays.
UPDATE "task" t SET "due_zone" = c."timezone" FROM "contact" c JOIN pg_timezone_names z ON z.name = c."timezone"
WHERE c."id" = t."contact_id" AND t."due_at" IS NOT NULL AND (t."due_at" AT TIME ZONE z.name)::time = '00:00';
