-- A message that failed and was written once more is no dead letter: only its last repetition may be one.
ALTER TABLE "outbound_message" ADD COLUMN     "is_repeated" BOOLEAN NOT NULL DEFAULT false;
