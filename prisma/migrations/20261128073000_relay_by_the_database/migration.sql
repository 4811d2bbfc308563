-- As `firstRelayAfterMs`. A version before writes the time by the clock of its process.
ALTER TABLE "outbound_message" ALTER COLUMN "relay_after" SET DEFAULT now() + interval '5 seconds';
