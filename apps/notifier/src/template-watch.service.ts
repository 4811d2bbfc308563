import { Logger } from '@nestjs/common';

import type { TemplateStore } from '#data';
import {
  GraphError,
  neededTemplates,
  standingAdvice,
  standingsAmong,
  statusWords,
  TemplateClient,
  type TemplateStanding,
  type TokenSource,
} from '#whatsapp';

import type { NotifierConfig } from './notifier.config.ts';

const firstLookWithinMs = 10_000;
const lookEveryMs = 24 * 3_600_000;
/** After a failure, and while a template cannot be used: reminders wait for it. */
const lookAgainMs = 5 * 60_000;

/** Undefined without the id of the business account. */
export const templateClientOf = (
  { businessAccountId, ...config }: NotifierConfig,
  token: TokenSource,
): TemplateClient | undefined =>
  businessAccountId === undefined ? undefined : new TemplateClient({ ...config, businessAccountId }, token);

/** Keeps in the database how our templates stand at WhatsApp, and says which of those that we send by ourselves cannot be sent. */
export class TemplateWatch {
  readonly #logger = new Logger('templates');
  #dueAtMs: number;
  /** Why there was no list. */
  #problem?: string;
  #hasLooked = false;
  /** Why WhatsApp rejected what it rejected, by name and language. */
  #reasons = new Map<string, string | undefined>();
  #concern?: string;
  #saidUnwatched = false;

  /**
   * @param client undefined without the id of the business account
   * @param nowMs a monotonic clock, in milliseconds
   */
  constructor(
    private readonly store: TemplateStore,
    private readonly client?: Pick<TemplateClient, 'list'>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#dueAtMs = this.nowMs() + jitter(firstLookWithinMs);
  }

  /** For the health page. */
  get warning(): string | undefined {
    if (!this.client) return 'not watched: set WHATSAPP_BUSINESS_ACCOUNT_ID here too';
    return [this.#concern, this.#problem].filter(Boolean).join('; ') || undefined;
  }

  /** Asks WhatsApp once a day, and looks each time what webhooks have told since. An outage of WhatsApp is no failure. */
  async checkWhenDue(): Promise<void> {
    if (!this.client) return this.#sayUnwatched();
    if (this.nowMs() >= this.#dueAtMs) await this.look();
    else await this.#readKnown();
  }

  /** Asks WhatsApp now. */
  async look(): Promise<void> {
    if (!this.client) return;
    // Before anything can fail, so that a failure is not repeated at once.
    this.#dueIn(lookAgainMs);
    const hasList = await this.#ask(this.client);
    await this.#readKnown();
    if (hasList && !this.#concern) this.#dueIn(lookEveryMs);
  }

  /** @returns whether there was a list */
  async #ask(client: Pick<TemplateClient, 'list'>): Promise<boolean> {
    const at = justBefore(new Date());
    try {
      const listed = await client.list();
      for (const one of standingsAmong(listed)) await this.#learn(one, at);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      this.#note(error);
      return false;
    }
    this.#hasLooked = true;
    this.#problem = undefined;
    return true;
  }

  async #learn(standing: TemplateStanding, at: Date): Promise<void> {
    const { status, id: whatsappId, quality, category, rejectedReason } = standing;
    this.#reasons.set(keyOf(standing), rejectedReason);
    await this.store.learn(standing, { status, whatsappId, quality, category }, at);
  }

  #note(error: GraphError): void {
    const { kind } = error.reaction;
    const isRefused = kind === 'operator' || kind === 'permanent';
    // What is known stays true while WhatsApp is away for a while; a refusal does not end by itself.
    if (this.#hasLooked && !isRefused) return;
    const advice = isRefused ? '; check WHATSAPP_BUSINESS_ACCOUNT_ID, and what the token may do' : '';
    const problem = `it is not known whether WhatsApp has our templates: ${error.message}${advice}`;
    if (problem !== this.#problem) this.#logger.warn({ message: problem });
    this.#problem = problem;
  }

  async #readKnown(): Promise<void> {
    const known = await Promise.all(neededTemplates.map((key) => this.store.find(key)));
    const words = known.flatMap((one) => {
      // Of a template that nobody was told a status of, WhatsApp itself judges.
      if (!one?.status) return [];
      const standing = { status: one.status, rejectedReason: this.#reasons.get(keyOf(one)) };
      const advice = standingAdvice(standing);
      return advice === undefined ? [] : [`${one.name} is ${statusWords(standing)}: ${advice}`];
    });
    const concern = words.length > 0 ? `cannot be sent: ${words.join('; ')}` : undefined;
    if (concern !== this.#concern) {
      if (concern) this.#logger.warn({ message: `templates that ${concern}` });
      else this.#logger.log({ message: 'all templates that are needed can be sent' });
    }
    this.#concern = concern;
  }

  #dueIn(pauseMs: number): void {
    this.#dueAtMs = this.nowMs() + pauseMs + jitter(pauseMs / 10);
  }

  #sayUnwatched(): void {
    if (this.#saidUnwatched) return;
    this.#saidUnwatched = true;
    this.#logger.log({ message: `the templates are ${this.warning}` });
  }
}

/**
 * When a fact is true that was asked for from `began` on. Webhooks tell whole seconds: one of the second in which the look began
 * may be about something later than the look, and has to win.
 */
const justBefore = (began: Date): Date => new Date(Math.floor(began.getTime() / 1_000) * 1_000 - 1);

const keyOf = ({ name, language }: Pick<TemplateStanding, 'name' | 'language'>): string =>
  `${name} ${language}`;

/** So that replicas started together do not ask together. */
const jitter = (mostMs: number): number => Math.random() * mostMs;
