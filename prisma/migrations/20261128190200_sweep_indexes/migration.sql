-- Replaced by `outbound_message_overdue_idx` and `inbound_message_waiting_idx`.
DROP INDEX "outbound_message_relay_idx";
DROP INDEX "inbound_message_claimable_idx";
