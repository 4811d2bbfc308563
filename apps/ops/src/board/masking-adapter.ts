import adapters from '@bull-board/api/bullMQAdapter';
import type { Job } from 'bullmq';

import { maskPersonal } from '#platform';

/** A queue for Bull Board, whose formatters leave out why jobs failed: that may quote what could not be understood. */
export class MaskingAdapter extends adapters.BullMQAdapter {
  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && masking(job);
  }

  override async getJobs(...wanted: Parameters<adapters.BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...wanted)).map((job) => masking(job));
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
