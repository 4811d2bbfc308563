import type { WebhookEntry } from '../scenario/books.ts';
import type { Update } from './webhook.envelope.ts';

export interface Webhook extends Update {
  kind: WebhookEntry['kind'];
  /** Null when it is about no message. */
  wamid: string | null;
}

/** A webhook with what becomes of it. */
export interface Item {
  webhook: Webhook;
  entry: WebhookEntry;
  onAcknowledged: () => void;
}

/** One POST with everything that is in it. Its bytes are the same at each attempt. */
export interface Parcel {
  url: string;
  bytes: Buffer;
  items: readonly Item[];
  /** Whom it is about. */
  people: readonly string[];
  /** In milliseconds of the simulator's clock. */
  madeAt: number;
  attempts: number;
}
