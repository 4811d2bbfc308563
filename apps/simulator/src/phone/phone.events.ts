/**
 * What the server tells the phone page. A bubble's status is what the business is known to know: it moves on when a
 * webhook has been answered with 200, in both directions.
 */
export const statusesInOrder = ['pending', 'acknowledged', 'sent', 'delivered', 'read'] as const;

export type BubbleStatus = (typeof statusesInOrder)[number];

export interface Bubble {
  wamid: string;
  /** `me` is the person who holds the phone, `them` the business. */
  from: 'me' | 'them';
  text: string;
  at: string;
  status: BubbleStatus;
}

/** The way to the business: `trouble` says what its newest answer was when it was not 200. */
export interface Line {
  url: string;
  trouble: string | null;
}

export interface Snapshot {
  name: string;
  /** As people write it. */
  phone: string;
  bubbles: Bubble[];
}

/** The name of each server-sent event and what its data is. */
export interface PhoneEvents {
  snapshot: Snapshot;
  bubble: Bubble;
  typing: { forMs: number };
  line: Line;
}
