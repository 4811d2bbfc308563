import { z } from 'zod';

import { remedyFor } from './error-table.ts';

/** What is known of a send that did not answer with a message id. */
export type Outcome =
  /** WhatsApp will not take it, now or later. */
  | 'refused'
  /** It did not arrive; trying again may help. */
  | 'not sent'
  /** Too fast: everything should wait a moment. */
  | 'too fast'
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

/** Decides by WhatsApp's code; by the HTTP status only where the code is unknown, since Meta stopped promising those. */
export function fromResponse(httpStatus: number, body: unknown): GraphError {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    // A gateway answered, not WhatsApp: nobody knows what happened behind it.
    return new GraphError('unknown', `HTTP ${httpStatus} without an error of WhatsApp's`);
  }
  const { code, is_transient: transient, fbtrace_id: trace } = parsed.data.error;
  const words = `WhatsApp error ${code} (HTTP ${httpStatus}${trace ? `, trace ${trace}` : ''})`;
  return new GraphError(outcomeOf(code, transient === true || httpStatus >= 500), words, code);
}

/** @param mayPass what the answer itself says; it counts for codes that nobody knows */
function outcomeOf(code: number, mayPass: boolean): Outcome {
  switch (remedyFor(code)) {
    case 'throttle':
      return 'too fast';
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
/** The certificate was refused, so nothing was said yet. */
const neverTrusted = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** @param error what the HTTP client threw instead of an answer */
export function fromNoResponse(error: unknown): GraphError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  const outcome = neverConnected.has(code) || neverTrusted.test(code) ? 'not sent' : 'unknown';
  return new GraphError(outcome, `WhatsApp did not answer (${code})`, undefined, { cause: error });
}
