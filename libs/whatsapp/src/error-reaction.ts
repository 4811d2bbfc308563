/** How long to wait after each failure in a row: `firstPauseMs`, then `growth` times as long each time. */
export interface Pauses {
  firstPauseMs: number;
  growth: number;
  longestPauseMs: number;
  /** Up to this share of a pause comes on top by chance, so that what failed together does not return together. */
  jitter: number;
}

/** What an error means for the message, its person and our number, whether it answered a send or came in a status. */
export type Reaction =
  /** The whole number pauses; then it can be sent. `account`: a limit on calls that all numbers of the account share. */
  | ({ kind: 'throttle'; scope: 'number' | 'account' } & Pauses)
  /** Too many messages to this person: only theirs wait. */
  | ({ kind: 'pair' } & Pauses)
  /** `isOutage`: WhatsApp itself is down, so others fail too and the attempts say nothing about this message. */
  | ({ kind: 'retry'; mostAttempts: number; isOutage: boolean } & Pauses)
  /** Somebody must do what `fix` says. All of the number, or just this message, is kept until then. */
  | { kind: 'operator'; stops: 'number' | 'message'; pages: boolean; fix: string }
  /** The 24 hours since the person's last message are over: only a template reaches them. */
  | { kind: 'use_template' }
  /** The person wants no marketing from us. */
  | { kind: 'stop_marketing' }
  /** The template is paused; a webhook says when it is back, or else the pause ends by itself. */
  | ({ kind: 'template_paused' } & Pauses)
  /** The template can not be used any more. */
  | { kind: 'template_disabled' }
  /** It may work then. `holds`: until then, all of the number's messages would fail but for replies, which WhatsApp may take; or just this one. */
  | ({ kind: 'later'; holds: 'message' | 'number'; mostAttempts: number } & Pauses)
  /** This message will never be sent. */
  | { kind: 'permanent' };

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => seconds(count * 60);
export const hours = (count: number): number => minutes(count * 60);

// The words that the table is written in.

export const throttle = (
  scope: 'number' | 'account',
  firstPauseMs: number,
  longestPauseMs: number,
): Reaction => ({ kind: 'throttle', scope, firstPauseMs, growth: 2, longestPauseMs, jitter: 0 });

/** 4^X seconds, as Meta advises. A pair that sent all it may is shut for 4.5 minutes, so 4^5 is enough. */
export const pair: Reaction = {
  kind: 'pair',
  firstPauseMs: seconds(1),
  growth: 4,
  longestPauseMs: seconds(4 ** 5),
  jitter: 0,
};

/** With three attempts, the last one comes after a fault of a quarter of a minute, and before later answers to the person go ahead. */
const backoff = { firstPauseMs: seconds(2), growth: 10, longestPauseMs: minutes(5), jitter: 0.25 };
/** It may be the message or a passing fault. */
export const retry: Reaction = { kind: 'retry', mostAttempts: 3, isOutage: false, ...backoff };
export const outage: Reaction = { ...retry, isOutage: true };

/** Nothing leaves until it is fixed. */
export const stopsNumber = (fix: string): Reaction => ({
  kind: 'operator',
  stops: 'number',
  pages: true,
  fix,
});
/** Only what needs the fix waits. It pages where people would miss what they were promised. */
export const keepsMessage = (fix: string, pages = false): Reaction => ({
  kind: 'operator',
  stops: 'message',
  pages,
  fix,
});

export const later = (
  firstPauseMs: number,
  longestPauseMs = firstPauseMs,
  holds: 'message' | 'number' = 'message',
): Reaction => ({
  kind: 'later',
  holds,
  mostAttempts: 3,
  firstPauseMs,
  growth: 2,
  longestPauseMs,
  jitter: 0,
});

export const templatePaused = (firstPauseMs: number, longestPauseMs: number): Reaction => ({
  kind: 'template_paused',
  firstPauseMs,
  growth: 2,
  longestPauseMs,
  jitter: 0,
});

export const useTemplate: Reaction = { kind: 'use_template' };
export const stopMarketing: Reaction = { kind: 'stop_marketing' };
export const templateDisabled: Reaction = { kind: 'template_disabled' };
export const permanent: Reaction = { kind: 'permanent' };
