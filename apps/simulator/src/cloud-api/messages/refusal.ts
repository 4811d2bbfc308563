import { faultOf, throttles } from '../error.table.ts';
import { GraphError } from '../graph.error.ts';

/** @param throttleStatus the HTTP status of what says "slow down", which Meta leaves open */
export function refusalOf(
  { code, status, details }: { code: number; status?: number; details?: string },
  throttleStatus: number,
): GraphError {
  const fault = faultOf(code);
  const usual = throttles.has(code) ? throttleStatus : fault.status;
  return new GraphError({ ...fault, status: status ?? usual }, details);
}
