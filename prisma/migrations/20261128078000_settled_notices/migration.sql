-- When somebody on call said that what a notice tells of the account is mended.
ALTER TABLE "webhook_notice" ADD COLUMN     "settled_at" TIMESTAMPTZ(3);
