import { Logger } from '@nestjs/common';

import {
  expiryWords,
  GraphError,
  TokenClient,
  type TokenFacts,
  tokenFault,
  type TokenSource,
} from '#whatsapp';

import type { NotifierConfig } from './notifier.config.ts';

const firstCheckWithinMs = 10_000;
const checkEveryMs = 3_600_000;
/** After a question without an answer, and while the token cannot be used. */
const checkAgainMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;
/** Of life that is left when somebody has to hear of it. */
const warnedDays = [1, 7, 14];
const noneLeft = 0;

/** Undefined without the settings of the app. */
export function tokenClientOf({ appId, appSecrets, ...config }: NotifierConfig): TokenClient | undefined {
  return appId && appSecrets ? new TokenClient({ ...config, appId, appSecrets }) : undefined;
}

/** Knows until when the access token lives, and says so before sending ends with it. */
export class TokenWatch {
  readonly #logger = new Logger('token');
  /** Of the token that all below is about. */
  #fingerprint?: string;
  #facts?: TokenFacts;
  /** Why WhatsApp said nothing about it. */
  #problem?: string;
  /** The fewest of `warnedDays` that the log has warned of. */
  #warnedOfDays = Infinity;
  #dueAtMs: number;
  #saidUnwatched = false;

  constructor(
    private readonly token: TokenSource,
    private readonly client?: TokenClient,
  ) {
    this.#dueAtMs = performance.now() + jitter(firstCheckWithinMs);
  }

  /** For the health page. */
  get warning(): string | undefined {
    if (!this.client) return 'not watched: set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET here too';
    return this.#facts ? concernAbout(this.#facts)?.words : this.#problem;
  }

  /**
   * Undefined until WhatsApp told.
   *
   * @returns `daysLeft` is `Infinity` for a token that does not expire; `isUsable` is false for one that has to be replaced
   */
  get standing(): { daysLeft: number; isUsable: boolean } | undefined {
    if (!this.#facts) return undefined;
    const { expiresAt } = this.#facts;
    const daysLeft = expiresAt instanceof Date ? (expiresAt.getTime() - Date.now()) / dayMs : Infinity;
    return { daysLeft, isUsable: tokenFault(this.#facts) === undefined };
  }

  /** Asks WhatsApp once an hour, and at once about a new token. An outage of WhatsApp is no failure. */
  async checkWhenDue(): Promise<void> {
    if (!this.client) return this.#sayUnwatched();
    const isNew = this.#fingerprint !== undefined && this.#fingerprint !== this.token.fingerprint();
    if (isNew || performance.now() >= this.#dueAtMs) await this.check();
  }

  /** Asks WhatsApp now. */
  async check(): Promise<void> {
    if (!this.client) return;
    const fingerprint = this.token.fingerprint();
    if (fingerprint !== this.#fingerprint) {
      this.#facts = undefined;
      this.#warnedOfDays = Infinity;
    }
    this.#fingerprint = fingerprint;
    const problem = await this.#ask(this.client);
    if (problem && problem !== this.#problem) this.#logger.warn({ message: problem });
    this.#problem = problem;
    const concern = this.#facts && concernAbout(this.#facts);
    const days = concern?.days ?? Infinity;
    if (concern && days < this.#warnedOfDays) {
      this.#logger[days === noneLeft ? 'error' : 'warn']({ message: concern.words });
    }
    this.#warnedOfDays = days;
    const soon = problem !== undefined || days === noneLeft;
    const pauseMs = soon ? checkAgainMs : checkEveryMs;
    this.#dueAtMs = performance.now() + pauseMs + jitter(pauseMs / 10);
  }

  /** @returns why there is no answer */
  async #ask(client: TokenClient): Promise<string | undefined> {
    try {
      this.#facts = await client.inspect(this.token.get());
      return undefined;
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      const isRefused = error.reaction.kind === 'operator' || error.reaction.kind === 'permanent';
      const advice = isRefused ? '; check WHATSAPP_APP_ID and WHATSAPP_APP_SECRET' : '';
      return `it is not known how long the access token lives: ${error.message}${advice}`;
    }
  }

  #sayUnwatched(): void {
    if (this.#saidUnwatched) return;
    this.#saidUnwatched = true;
    this.#logger.log({ message: `the access token is ${this.warning}` });
  }
}

interface Concern {
  words: string;
  /** One of `warnedDays`, or none at all. */
  days: number;
}

function concernAbout(facts: TokenFacts): Concern | undefined {
  const now = new Date();
  const fault = tokenFault(facts, now);
  if (fault) return { words: `the access token has to be replaced: ${fault}`, days: noneLeft };
  const { expiresAt } = facts;
  if (!(expiresAt instanceof Date)) return undefined;
  const leftMs = expiresAt.getTime() - now.getTime();
  const days = warnedDays.find((limit) => leftMs <= limit * dayMs);
  const advice = 'exchange it with `npm run handsfree -- token exchange`';
  if (days === undefined) return undefined;
  return { words: `the access token expires ${expiryWords(expiresAt, now)}: ${advice}`, days };
}

/** So that replicas started together do not ask together. */
const jitter = (mostMs: number): number => Math.random() * mostMs;
