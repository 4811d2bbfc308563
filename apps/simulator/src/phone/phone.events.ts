import type { RuleValues } from '../rules/rules.ts';
import type { Content } from './content.ts';

/**
 * What the server tells the phone page. A bubble's status is what the business is known to know: it moves on when a
 * webhook has been answered with 200, in both directions.
 */
export const statusesInOrder = [
  'pending',
  'acknowledged',
  'sent',
  'failed',
  'delivered',
  'read',
  'played',
] as const;

export type BubbleStatus = (typeof statusesInOrder)[number];

export interface Bubble {
  wamid: string;
  /** `me` is the person who holds the phone, `them` the business. */
  from: 'me' | 'them';
  content: Content;
  at: string;
  status: BubbleStatus;
  /** When each status was reached. */
  times: Partial<Record<BubbleStatus, string>>;
  /** Why it failed. */
  error?: { code: number; title: string; details: string };
  /** The message that it answers, in a few words. */
  quotes?: { wamid: string; text: string; from?: 'me' | 'them' };
  /** The emoji of each side. */
  reactions?: { me?: string; them?: string };
  /** The person took it back. */
  revoked?: boolean;
  edited?: boolean;
}

/** The way to the business. */
export interface Line {
  url: string;
  /** Whether its newest answer was 200. There is none yet in the beginning. */
  isAnswering: boolean;
  /** What its newest answer was when it was not 200. */
  trouble: string | null;
}

/** A line of a header, as it was spelled. */
export interface HeaderField {
  name: string;
  value: string;
}

/** One exchange between the simulator and the business, either way. */
export interface Exchange {
  id: number;
  /** `api`: the business called; `webhook`: we called. */
  direction: 'api' | 'webhook';
  at: string;
  method: string;
  url: string;
  /** Without the token, as the body. */
  requestHeaders: HeaderField[];
  request: string;
  /** Null while there is no answer. */
  status: number | null;
  responseHeaders: HeaderField[];
  response: string;
  tookMs: number | null;
  /** Why there was no answer. */
  trouble?: string;
  /** Whose conversation it belongs to, when it belongs to one. */
  userId?: string;
  name?: string;
  /** The exchange that was delivered once more by hand. */
  repeats?: number;
}

/** The simulator's time, and until when the business may write freely to this person. */
export interface Times {
  now: string;
  /** How far it was moved forward. Told beside the time, which is late by as long as it was under way. */
  aheadMs: number;
  windowUntil: string | null;
  /** Without that, it is a rule that lets the business write. */
  hasWritten: boolean;
}

export interface FaultsLeft {
  times: number;
  /** How many there were to be. */
  of: number;
  /** The status or the code that is answered. */
  what: string;
}

/** What is set to go wrong, or is otherwise than usual. */
export interface Scene {
  sends?: FaultsLeft;
  downloads?: FaultsLeft;
  /** How many people can not be written to. */
  people: number;
  /** Those that were changed. */
  rules: Partial<RuleValues>;
}

export interface Snapshot {
  /** Under which exchanges name this person. */
  userId: string;
  name: string;
  /** As people write it. */
  phone: string;
  bubbles: Bubble[];
  times: Times;
}

/** The name of each server-sent event and what its data is. */
export interface PhoneEvents {
  snapshot: Snapshot;
  bubble: Bubble;
  typing: { forMs: number };
  line: Line;
  times: Times;
  scene: Scene;
  exchange: Exchange;
}
