-- Replaced by `outbound_message_overdue_idx` and `inbound_message_waiting_idx`. Without them an app of the version before is slower, and no
-- less right: it sorts what is open.
DROP INDEX "outbound_message_relay_idx";
DROP INDEX "inbound_message_claimable_idx";
