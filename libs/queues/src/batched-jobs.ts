/** Up to this many payloads get a job each: people on call see each one, and its job id recognises it. */
const mostSingleJobs = 10;
/** Large enough that a job's own cost is small beside its work, small enough that several workers share a backlog. */
const fullBatch = 50;

/**
 * A job costs the queue more than a message costs us. So under load, payloads of a queue share a batched job; otherwise
 * each has its own.
 */
export function batchJobs<T>(payloads: T[], batched: boolean): T[][] {
  const size = batched && payloads.length > mostSingleJobs ? fullBatch : 1;
  const batches: T[][] = [];
  for (let at = 0; at < payloads.length; at += size) batches.push(payloads.slice(at, at + size));
  return batches;
}
