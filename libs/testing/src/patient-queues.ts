/** Limits of the queues in a test that expects everything to be written: a busy machine may take longer for it than users may wait. */
export const patientQueues = {
  enqueueMs: 30_000,
  producerSilenceMs: 30_000,
  workerSilenceMs: 60_000,
  connectMs: 60_000,
  replicationMs: 30_000,
};
