import { mostCounted } from '#platform';
import type { WatchedQueue } from '#queues';

import type { AppState } from '../state/app-watch.ts';
import type { DatabaseSight } from '../state/database-sight.ts';

/** Whose trouble it is: what an engineer on call wants to know first. */
export type Cause = 'us' | 'meta' | 'gemini' | 'database' | 'redis';

/** Something that an operator can do about it, on the page. */
interface Act {
  label: string;
  /** A POST to here does it. */
  path: string;
  /** Asked before. */
  confirm: string;
}

export interface Trouble {
  /** The same as long as it is the same trouble. */
  id: string;
  severity: 'failing' | 'warning';
  cause: Cause;
  /** A sentence without its full stop. */
  title: string;
  /** What it means for people, as a sentence. */
  effect?: string;
  /** What to do, as sentences. */
  press: string;
  act?: Act;
  /** Where on this site to see more. */
  link?: string;
  /** Since when, where it is known better than by when it was seen first. */
  since?: Date;
}

/** All that ops sees at one moment. */
export interface Seen {
  now: Date;
  queuesIn: 'Redis' | 'PostgreSQL';
  apps: AppState[];
  queues: WatchedQueue[];
  /** Undefined while the database does not answer. */
  database?: DatabaseSight;
}

/** Faults and warnings of all replicas, each once. */
export function toldBy(
  apps: AppState[],
  kind: 'faults' | 'warnings',
): { app: string; by: string; words: string }[] {
  const told = apps.flatMap(({ name, replicas }) =>
    replicas.flatMap((replica) =>
      Object.entries(replica[kind]).map(([by, words]) => ({ app: name, by, words })),
    ),
  );
  return [...new Map(told.map((one) => [`${one.app} ${one.by} ${one.words}`, one])).values()];
}

/** Up to which number the jobs of a state are counted; null: all are. */
export const jobsCountedUpTo = ({ queuesIn }: Pick<Seen, 'queuesIn'>): number | null =>
  queuesIn === 'PostgreSQL' ? mostCounted : null;

/** Whether there may be more jobs than these. */
export const areJobsAtLeast = (seen: Pick<Seen, 'queuesIn'>, count: number): boolean =>
  count >= (jobsCountedUpTo(seen) ?? Infinity);

export const areQueuesAway = ({ queues }: Seen): boolean =>
  queues.length > 0 && queues.every((one) => !one.isReachable);

export const isAway = ({ apps }: Seen, name: string): boolean =>
  apps.some((app) => app.name === name && app.replicas.every(({ isReachable }) => !isReachable));

/** @param isAtLeast there may be more, since counting stopped: "10,000+" */
export const counted = (count: number, one: string, many = `${one}s`, isAtLeast = false): string =>
  `${count.toLocaleString('en')}${isAtLeast ? '+' : ''} ${count === 1 && !isAtLeast ? one : many}`;

/** "2027-01-20 14:03", in UTC. */
export const minuteOf = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ');

export function ageWords(seconds: number): string {
  if (seconds < 120) return counted(Math.round(seconds), 'second');
  if (seconds < 7_200) return counted(Math.round(seconds / 60), 'minute');
  return seconds < 172_800
    ? counted(Math.round(seconds / 3_600), 'hour')
    : counted(Math.round(seconds / 86_400), 'day');
}
