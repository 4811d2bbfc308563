import { z } from 'zod';

/**
 * Why a call of the model brought nothing:
 *
 * - `key`, `model`: the setting is refused; trying again cannot help
 * - `day_quota`: the project's quota of the day is used up
 * - `busy`: too many requests at the moment
 * - `unavailable`: 5xx, or the connection failed or broke
 * - `timeout`: no answer in time
 * - `request`: the API does not accept what we sent
 * - `answer`: not the JSON that was asked for, cut off or blocked
 * - `paused`: not even tried, because of earlier failures
 * - `budget`: not even tried, the day's budget of calls is used up
 */
export type GeminiFault =
  | 'key'
  | 'model'
  | 'day_quota'
  | 'busy'
  | 'unavailable'
  | 'timeout'
  | 'request'
  | 'answer'
  | 'paused'
  | 'budget';

/** A failed call. Its message can be logged: it holds nothing that people wrote. */
export class GeminiError extends Error {
  override name = 'GeminiError';

  constructor(
    readonly fault: GeminiFault,
    message: string,
    readonly options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }

  /** Whether it says that the service has trouble, rather than that this one request is at fault. */
  get isOutage(): boolean {
    return this.fault === 'busy' || this.fault === 'unavailable' || this.fault === 'timeout';
  }

  /** Whether the same request may be answered later: it is not at fault, and settings and quotas may be put in order meanwhile. */
  get isTemporary(): boolean {
    return this.fault !== 'request' && this.fault !== 'answer' && this.fault !== 'budget';
  }
}

/** The details of Google's error model that matter here. */
const detailSchema = z.object({
  reason: z.string().optional(),
  retryDelay: z
    .string()
    .regex(/^\d+(\.\d+)?s$/)
    .optional(),
  violations: z.array(z.object({ quotaId: z.string().optional() })).optional(),
});
type Detail = z.infer<typeof detailSchema>;

/** @param status the HTTP status @param details `error.details` of the answer */
export function faultOfStatus(status: number, details: unknown, cause: unknown): GeminiError {
  const known = z.array(z.unknown()).catch([]).parse(details).flatMap(readDetail);
  const error = (fault: GeminiFault, waitMs?: number): GeminiError =>
    new GeminiError(fault, `the Gemini API answered ${status} (${fault})`, { cause, retryAfterMs: waitMs });
  if (status === 429) {
    // It asks to retry in seconds even when the quota of the day is used up.
    const isForToday = known.some(({ violations }) =>
      violations?.some(({ quotaId }) => quotaId !== undefined && /PerDay/i.test(quotaId)),
    );
    return isForToday ? error('day_quota') : error('busy', retryAfterMs(known));
  }
  if (status >= 500) return error('unavailable');
  if (status === 401 || status === 403 || known.some(({ reason }) => reason === 'API_KEY_INVALID')) {
    return error('key');
  }
  return error(status === 404 ? 'model' : 'request');
}

const readDetail = (detail: unknown): Detail[] => {
  const { data } = detailSchema.safeParse(detail);
  return data ? [data] : [];
};

function retryAfterMs(details: Detail[]): number | undefined {
  const delay = details.find(({ retryDelay }) => retryDelay)?.retryDelay;
  return delay === undefined ? undefined : Math.ceil(Number.parseFloat(delay) * 1_000);
}
