const MiB = 1024 * 1024;

/** How much ingress accepts before it refuses. WhatsApp redelivers what was refused. */
export interface IngressLimits {
  /** The largest body. */
  bodyBytes: number;
  /** How long a body may take to arrive. */
  bodyMs: number;
  /** How long the rest of a refused body is read and dropped before the connection is cut. */
  dropMs: number;
  /** Bodies in memory, of all requests that are not answered yet. */
  heldBytes: number;
  /** Requests that wait for the queue. */
  waitingRequests: number;
}
export const INGRESS_LIMITS = Symbol('ingress limits');

export const usualLimits: IngressLimits = {
  // WhatsApp's notifications use up to 3 MB.
  bodyBytes: 3 * MiB,
  bodyMs: 10_000,
  dropMs: 5_000,
  heldBytes: 64 * MiB,
  // An eighth of a second's work on Redis; anything beyond is faster redelivered than kept waiting.
  waitingRequests: 1_000,
};
