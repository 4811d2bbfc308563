import type { WatchedQueue } from '#queues';

import {
  ageWords,
  areJobsAtLeast,
  areQueuesAway,
  counted,
  isAway,
  type Seen,
  type Trouble,
} from './trouble.ts';

const consumers: Record<string, string> = {
  media: 'media',
  intent: 'intent',
  outbound: 'notifier',
  status: 'notifier',
  account: 'notifier',
  typing: 'notifier',
};

/** Queues that are paused, that nobody works on, that are late, or that hold failed jobs. */
export function queueTroubles(seen: Seen): Trouble[] {
  if (areQueuesAway(seen)) return [];
  return seen.queues.flatMap((queue) => [...standstill(queue, seen), ...failedJobs(queue, seen)]);
}

function standstill(queue: WatchedQueue, seen: Seen): Trouble[] {
  const { name, isPaused, waiting, workers, status, oldestWaitingSeconds } = queue;
  const waits =
    waiting > 0
      ? `${counted(waiting, 'job', 'jobs', areJobsAtLeast(seen, waiting))} ${waiting === 1 ? 'waits' : 'wait'} in it.`
      : undefined;
  if (isPaused) {
    return [
      {
        id: `queue-paused-${name}`,
        severity: waiting > 0 ? 'failing' : 'warning',
        cause: 'us',
        title: `The queue ${name} is paused: somebody on call stopped it`,
        effect: waits,
        press: 'Resume it, unless whoever paused it still needs that: the audit below says who and when.',
        act: {
          label: `Resume ${name}`,
          path: `/api/queues/${name}/resume`,
          confirm: `Resume the queue ${name}? Work on it goes on at once.`,
        },
      },
    ];
  }
  const app = consumers[name] ?? name;
  // Told as the trouble of the app, of the database or of WhatsApp, of which this is the consequence.
  const isConsequence =
    isAway(seen, app) || !seen.database || (name === 'outbound' && seen.database.number.openedAt !== null);
  if (isConsequence || (status !== 'failing' && status !== 'behind')) return [];
  const late =
    oldestWaitingSeconds === null ? '' : `: the oldest job has waited for ${ageWords(oldestWaitingSeconds)}`;
  return [
    {
      id: `queue-late-${name}`,
      severity: status === 'failing' ? 'failing' : 'warning',
      cause: 'us',
      title: workers === 0 ? `Nobody works on the queue ${name}${late}` : `The queue ${name} is late${late}`,
      effect: waits,
      press:
        workers === 0
          ? `Restart ${app}: \`docker compose restart ${app}\`. Nothing is lost by that.`
          : `${name === 'outbound' ? 'See below whether sends are at their limit. ' : ''}If the log of ${app} shows no error, it is load: \`docker compose up -d --scale ${app}=2\`.`,
    },
  ];
}

function failedJobs({ name, failed }: WatchedQueue, seen: Seen): Trouble[] {
  if (failed === 0) return [];
  return [
    {
      id: `queue-failed-${name}`,
      severity: 'warning',
      cause: 'us',
      title: `${counted(failed, 'job', 'jobs', areJobsAtLeast(seen, failed))} failed for good on the queue ${name}`,
      press: 'Read why in Bull Board. Once the reason is gone, retry them there.',
      link: `/queues/queue/${name}?status=failed`,
    },
  ];
}
