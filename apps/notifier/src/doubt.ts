/**
 * After a send without a result (timeout, crash) it is unknown whether the person got the message, and WhatsApp has no
 * idempotency key. This is how long to wait for a status report, which carries our id, before sending again.
 */
export const doubtMs = 10_000;
