-- Blind indexes and the outbox relay are called so everywhere. Only names change: nothing is rewritten.
ALTER TABLE "contact" RENAME COLUMN "bsuid_lookup" TO "bsuid_blind_index";
ALTER TABLE "contact" RENAME COLUMN "phone_lookup" TO "phone_blind_index";
ALTER INDEX "contact_bsuid_lookup_key" RENAME TO "contact_bsuid_blind_index_key";
ALTER INDEX "contact_phone_lookup_key" RENAME TO "contact_phone_blind_index_key";

ALTER TABLE "inbound_message" RENAME COLUMN "wamid_lookup" TO "wamid_blind_index";
ALTER TABLE "inbound_message" RENAME COLUMN "refers_to_lookup" TO "refers_to_blind_index";
ALTER INDEX "inbound_message_wamid_lookup_key" RENAME TO "inbound_message_wamid_blind_index_key";
ALTER INDEX "inbound_message_refers_to_lookup_idx" RENAME TO "inbound_message_refers_to_blind_index_idx";

ALTER TABLE "outbound_message" RENAME COLUMN "wamid_lookup" TO "wamid_blind_index";
ALTER TABLE "outbound_message" RENAME COLUMN "sweep_after" TO "relay_after";
ALTER INDEX "outbound_message_wamid_lookup_key" RENAME TO "outbound_message_wamid_blind_index_key";
ALTER INDEX "outbound_message_status_sweep_after_idx" RENAME TO "outbound_message_status_relay_after_idx";

ALTER TABLE "early_status" RENAME COLUMN "wamid_lookup" TO "wamid_blind_index";
