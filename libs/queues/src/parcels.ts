/** Up to so many payloads leave as a job each: then people on call see each of them, and each is known by its job id. */
const mostSingle = 10;
/** Large enough that a job's own cost is small beside what is in it, small enough that several workers share a backlog. */
const fullParcel = 50;

/**
 * What a job costs the queue on its way in and out is more than the work of a message. So in a busy moment several payloads of a
 * queue share a job; in a quiet one each has its own.
 */
export function parcelsOf<T>(payloads: T[], shared: boolean): T[][] {
  const size = shared && payloads.length > mostSingle ? fullParcel : 1;
  const parcels: T[][] = [];
  for (let at = 0; at < payloads.length; at += size) parcels.push(payloads.slice(at, at + size));
  return parcels;
}
