import { GraphError } from '../src/cloud-api/graph.error.ts';

/** The error that reading something ended in. */
export function refusedWith(read: () => unknown): { code: number; details: string } {
  try {
    read();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { code, error_data: data } = error.body.error;
    return { code, details: data.details };
  }
  throw new Error('it was taken');
}
