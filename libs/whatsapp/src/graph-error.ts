import { z } from 'zod';

import type { Reaction } from './error-reaction.ts';
import { listedReaction, reactionTo } from './reaction-to.ts';
import { retryAfterMs } from './retry-after.ts';
import { type ErrorSource, unlistedErrors } from './unlisted-errors.ts';

/** What is known about a send that did not return a message id. */
export type Outcome =
  /** WhatsApp will not accept it, now or later. */
  | 'refused'
  /** It did not arrive; a retry may help. */
  | 'not sent'
  /** Rate limited: everything should wait a moment. */
  | 'too fast'
  /** Too many messages to this person: theirs should wait, longer each time. */
  | 'pair limited'
  /** It may have arrived: there was no answer, or none of WhatsApp's own. */
  | 'unknown';

const bodySchema = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().optional().catch(undefined),
    type: z.string().optional().catch(undefined),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
    is_transient: z.boolean().optional(),
    fbtrace_id: z.string().optional(),
  }),
});

interface GraphErrorOptions extends ErrorOptions {
  /** Without one, it is that to an outage. */
  reaction?: Reaction;
  retryAfterMs?: number;
}

/** A send that failed. The message holds WhatsApp's code and trace id, never the recipient or the text. */
export class GraphError extends Error {
  override name = 'GraphError';
  /** From the table of errors. With the outcome `unknown` it says when to try again once that is safe. */
  readonly reaction: Reaction;
  /** How long WhatsApp's headers ask us to wait, where they do; `reaction` obeys it. */
  readonly retryAfterMs?: number;

  constructor(
    readonly outcome: Outcome,
    message: string,
    /** WhatsApp's error code, where there was one. */
    readonly code?: number,
    { reaction, retryAfterMs: waitMs, ...options }: GraphErrorOptions = {},
  ) {
    super(message, options);
    this.reaction = reaction ?? reactionTo(undefined);
    this.retryAfterMs = waitMs;
  }
}

/**
 * Decides by WhatsApp's code; by the HTTP status only for unknown codes, since Meta no longer guarantees those.
 *
 * @param source what was asked. @param headers of the answer, their names in lower case
 */
export function fromResponse(
  source: ErrorSource,
  httpStatus: number,
  body: unknown,
  headers: unknown = {},
): GraphError {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    // A gateway answered, not WhatsApp: what happened behind it is unknown.
    const waitMs = retryAfterMs(headers, false);
    const reaction = reactionTo(undefined, { httpStatus, retryAfterMs: waitMs });
    const problem = `HTTP ${httpStatus} without an error of WhatsApp's`;
    return new GraphError('unknown', problem, undefined, { reaction, retryAfterMs: waitMs });
  }
  const { is_transient: isTransient, fbtrace_id: trace, ...given } = parsed.data.error;
  // "Unsupported post request: object with this id does not exist" is told in both ways.
  const code = given.code === 100 && given.error_subcode === 33 ? 33 : given.code;
  const waitMs = retryAfterMs(headers, isCallLimit(listedReaction(code)));
  const reaction = reactionTo(code, { isTransient, httpStatus, retryAfterMs: waitMs });
  const words = `WhatsApp error ${code} (HTTP ${httpStatus}${trace ? `, trace ${trace}` : ''})`;
  unlistedErrors.note(source, { ...given, code });
  return new GraphError(outcomeOf(reaction), words, code, { reaction, retryAfterMs: waitMs });
}

function isCallLimit(reaction: Reaction | undefined): boolean {
  return reaction?.kind === 'throttle' && reaction.scope === 'account';
}

function outcomeOf({ kind }: Reaction): Outcome {
  switch (kind) {
    case 'throttle':
      return 'too fast';
    case 'pair':
      return 'pair limited';
    case 'retry':
    case 'operator':
    case 'later':
      return 'not sent';
    default:
      return 'refused';
  }
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** The certificate was rejected, so nothing was sent yet. */
const neverTrusted = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** @param error what the HTTP client threw instead of an answer */
export function fromNoResponse(error: unknown): GraphError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  const outcome = neverConnected.has(code) || neverTrusted.test(code) ? 'not sent' : 'unknown';
  return new GraphError(outcome, `WhatsApp did not answer (${code})`, undefined, { cause: error });
}
