import { z } from 'zod';

import { remedyFor } from './error-table.ts';

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
    message: z.string().optional(),
    is_transient: z.boolean().optional(),
    fbtrace_id: z.string().optional(),
  }),
});

/** A send that failed. The message holds WhatsApp's code and trace id, never the recipient or the text. */
export class GraphError extends Error {
  override name = 'GraphError';

  constructor(
    readonly outcome: Outcome,
    message: string,
    /** WhatsApp's error code, where there was one. */
    readonly code?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Decides by WhatsApp's code; by the HTTP status only for unknown codes, since Meta no longer guarantees those. */
export function fromResponse(httpStatus: number, body: unknown): GraphError {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    // A gateway answered, not WhatsApp: what happened behind it is unknown.
    return new GraphError('unknown', `HTTP ${httpStatus} without an error of WhatsApp's`);
  }
  const { code, is_transient: transient, fbtrace_id: trace } = parsed.data.error;
  const words = `WhatsApp error ${code} (HTTP ${httpStatus}${trace ? `, trace ${trace}` : ''})`;
  return new GraphError(outcomeOf(code, transient === true || httpStatus >= 500), words, code);
}

/** @param mayPass what the answer itself says about retrying; used for unknown codes */
function outcomeOf(code: number, mayPass: boolean): Outcome {
  switch (remedyFor(code)) {
    case 'throttle':
      return 'too fast';
    case 'pair':
      return 'pair limited';
    case 'retry':
    case 'operator':
      return 'not sent';
    case undefined:
      return mayPass ? 'not sent' : 'refused';
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
