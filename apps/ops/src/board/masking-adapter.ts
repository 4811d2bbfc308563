import adapters from '@bull-board/api/bullMQAdapter';
import type { Job } from 'bullmq';

import { maskPersonal, mostCounted } from '#platform';

/** So many jobs of a state are shown at once, whatever is asked for, and no more than these are gone through to find them. */
const mostAtOnce = 100;
const lastShown = mostCounted;

/** A queue for Bull Board, whose formatters leave out why jobs failed: that may quote what could not be understood. */
export class MaskingAdapter extends adapters.BullMQAdapter {
  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && masking(job);
  }

  override async getJobs(
    statuses: Parameters<adapters.BullMQAdapter['getJobs']>[0],
    start = 0,
    end = start + mostAtOnce - 1,
  ): Promise<Job[]> {
    if (start > lastShown) return [];
    const jobs = await super.getJobs(statuses, start, Math.min(end, start + mostAtOnce - 1));
    return jobs.map((job) => masking(job));
  }

  override async getJobLogs(id: string): Promise<string[]> {
    return (await super.getJobLogs(id)).map((line) => maskPersonal(line));
  }
}

/** The job itself, since an operator may have it retried. */
function masking(job: Job): Job {
  const told = job.toJSON.bind(job);
  job.toJSON = () => {
    const { failedReason, stacktrace, deferredFailure, ...rest } = told();
    return {
      ...rest,
      failedReason: failedReason && maskPersonal(failedReason),
      deferredFailure: deferredFailure && maskPersonal(deferredFailure),
      stacktrace: stacktrace?.map((lines) => maskPersonal(lines)) ?? [],
    };
  };
  return job;
}
