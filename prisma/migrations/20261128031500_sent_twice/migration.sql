-- What WhatsApp took more than once: hardly ever anything, and looked for every few seconds.
CREATE INDEX "outbound_message_sent_twice_idx" ON "outbound_message"("sending_since") WHERE "duplicates" > 0;
