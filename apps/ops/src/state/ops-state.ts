import { ServiceUnavailableException } from '@nestjs/common';

import { IntervalTask } from '#platform';
import type { QueueWatch, WatchedQueue } from '#queues';

import { type Cause, jobsCountedUpTo, type Seen, type Trouble } from '../troubles/trouble.ts';
import { headlineOf, troublesIn, type Waiting, waitingIn, waitingWords } from '../troubles/headline.ts';
import type { AppState, AppWatch } from './app-watch.ts';
import type { DatabaseSight, DatabaseSights } from './database-sight.ts';
import { type Figures, History, type Point } from './history.ts';
import { Question } from './question.ts';

const freshMs = 1_000;
const sampleMs = 5_000;
/** Older, it says nothing about now: looking has stopped. */
const staleMs = 30_000;
const databaseLimitMs = 2_500;

/** What the page shows. */
export interface OpsState {
  at: Date;
  headline: string;
  severity: 'ok' | 'warning' | 'failing';
  /** Since when there is this trouble, or none. */
  since: Date;
  waiting: Waiting & { words: string };
  /** Undefined when all is well. */
  press?: string;
  troubles: (Trouble & { since: Date })[];
  /** By whose trouble it may be, the worst that there is. */
  causes: Record<Cause, 'ok' | 'warning' | 'failing' | 'unknown'>;
  queuesIn: 'Redis' | 'PostgreSQL';
  /** Of each state of a queue; null: all are counted. */
  jobsCountedUpTo: number | null;
  apps: AppState[];
  queues: WatchedQueue[];
  database?: DatabaseSight;
  history: Point[];
}

interface Parts {
  apps: AppWatch;
  queues: QueueWatch;
  sights: DatabaseSights;
  queuesIn: OpsState['queuesIn'];
  phoneNumberId: string;
  messagesPerMinute: number;
}

/** Looks at everything every few seconds, and at most once a second however many pages are open. */
export class OpsStates {
  readonly #history = new History();
  readonly #database: Question<DatabaseSight>;
  readonly #looking: Question<OpsState>;
  /** When each trouble was seen first. */
  readonly #firstSeen = new Map<string, Date>();
  #wellSince = new Date();
  #last?: OpsState;

  constructor(private readonly parts: Parts) {
    this.#database = new Question(() => parts.sights.look(parts.phoneNumberId), databaseLimitMs);
    this.#looking = new Question(() => this.#look(), 2 * databaseLimitMs);
  }

  /** The task that keeps the history: also while nobody looks, and while the gate is closed. */
  sampling(): IntervalTask {
    return new IntervalTask('OpsStates', sampleMs, async () => void (await this.#looking.ask()));
  }

  /** That of a moment ago, unless there is none: in trouble a new look takes seconds. Rejects with 503 when looking takes too long. */
  async current(): Promise<OpsState> {
    const last = this.#last;
    if (last && Date.now() - last.at.getTime() < freshMs) return last;
    const looking = this.#looking.ask();
    if (last && Date.now() - last.at.getTime() < staleMs) return last;
    const first = await looking;
    if (!first) throw new ServiceUnavailableException('Nothing could be seen in time.');
    return first;
  }

  async #look(): Promise<OpsState> {
    const { parts } = this;
    const [apps, queues, database] = await Promise.all([
      parts.apps.states(),
      parts.queues.states(),
      this.#database.ask(),
    ]);
    const now = new Date();
    const seen: Seen = { now, queuesIn: parts.queuesIn, apps, queues, database };
    this.#history.add(this.#figures(seen), now.getTime());
    const troubles = this.#dated(troublesIn(seen), now);
    const waiting = waitingIn(seen);
    const [worst] = troubles;
    this.#last = {
      at: now,
      headline: headlineOf(troubles),
      severity: worst?.severity ?? 'ok',
      since: worst?.since ?? this.#wellSince,
      waiting: { ...waiting, words: waitingWords(waiting) },
      press: worst?.press,
      troubles,
      causes: causesIn(seen, troubles),
      queuesIn: parts.queuesIn,
      jobsCountedUpTo: jobsCountedUpTo(seen),
      apps,
      queues,
      database,
      history: this.#history.points,
    };
    return this.#last;
  }

  #dated(troubles: Trouble[], now: Date): (Trouble & { since: Date })[] {
    const ids = new Set(troubles.map(({ id }) => id));
    if (ids.size === 0 && this.#firstSeen.size > 0) this.#wellSince = now;
    for (const id of this.#firstSeen.keys()) if (!ids.has(id)) this.#firstSeen.delete(id);
    return troubles.map((trouble) => {
      const first = this.#firstSeen.get(trouble.id) ?? now;
      this.#firstSeen.set(trouble.id, first);
      return { ...trouble, since: trouble.since ?? first };
    });
  }

  #figures({ queues, database }: Seen): Figures {
    const reachable = queues.filter(({ isReachable }) => isReachable);
    const isKnown = reachable.length > 0;
    const traffic = database?.traffic;
    return {
      waiting: isKnown ? reachable.reduce((sum, { waiting }) => sum + waiting, 0) : null,
      oldestSeconds: isKnown ? Math.max(...reachable.map((one) => one.oldestWaitingSeconds ?? 0)) : null,
      received: traffic?.received ?? null,
      answered: traffic?.answered ?? null,
      failed: traffic?.failed ?? null,
      slowMs: traffic?.slowMs ?? null,
      people: database?.standing.peopleWaiting ?? null,
      limitPercent: database
        ? Math.round((database.sends.minute / this.parts.messagesPerMinute) * 100)
        : null,
    };
  }
}

function causesIn({ database, queuesIn }: Seen, troubles: Trouble[]): OpsState['causes'] {
  const worstOf = (cause: Cause): 'ok' | 'warning' | 'failing' => {
    const severities = new Set(troubles.flatMap((one) => (one.cause === cause ? one.severity : [])));
    return severities.has('failing') ? 'failing' : severities.has('warning') ? 'warning' : 'ok';
  };
  const isUnknown = database === undefined;
  const meta = worstOf('meta');
  return {
    us: worstOf('us'),
    // What is known of WhatsApp is in the database.
    meta: isUnknown && meta === 'ok' ? 'unknown' : meta,
    gemini: worstOf('gemini'),
    database: worstOf('database'),
    redis: queuesIn === 'Redis' ? worstOf('redis') : 'ok',
  };
}
