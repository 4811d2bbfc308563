/**
 * After a send without a result (timeout, crash) it is unknown whether the person got the message, and WhatsApp has no
 * idempotency key. Its status report, which carries our id, comes within this time if reports get through.
 */
export const doubtMs = 10_000;
