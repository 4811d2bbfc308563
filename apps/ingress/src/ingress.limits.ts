const MiB = 1024 * 1024;

/** How much ingress accepts before it refuses. WhatsApp redelivers refused webhooks. */
export interface IngressLimits {
  /** The largest body. */
  bodyBytes: number;
  /** How long a body may take to arrive. */
  bodyMs: number;
  /** How long the rest of a refused body is read and dropped before the connection is cut. */
  dropMs: number;
  /** Total size of bodies in memory, over all unanswered requests. */
  heldBytes: number;
  /** Requests waiting for the queue. */
  waitingRequests: number;
}
export const INGRESS_LIMITS = Symbol('ingress limits');

export const usualLimits: IngressLimits = {
  // WhatsApp's notifications use up to 3 MB.
  bodyBytes: 3 * MiB,
  bodyMs: 10_000,
  dropMs: 5_000,
  heldBytes: 64 * MiB,
  // An eighth of a second of work on Redis; beyond that, redelivery is faster than waiting.
  waitingRequests: 1_000,
};
