const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const traceDigits = 32;
const correlationDigits = 12;
/** Each stands for six bits. */
const correlationCharacters = correlationDigits / 1.5;

/**
 * The id of the trace of a message: 32 hexadecimal digits.
 *
 * @param key the `messageKey` of a message from a person; of one of ours that answers none, its id, whose end is its random part
 */
export function traceIdOf(key: string): string {
  if (!isOwnId(key))
    return Buffer.from(key, 'base64url').toString('hex').slice(0, traceDigits).padEnd(traceDigits, '0');
  const digits = key.replaceAll('-', '');
  return digits.slice(-correlationDigits) + digits.slice(0, -correlationDigits);
}

/** Whether a key as for `traceIdOf` is the id of a message of ours. */
export const isOwnId = (key: string): boolean => uuid.test(key);

/** The short id that all log lines about a message carry: the first 12 digits of its trace id. `key` as for `traceIdOf`. */
export const correlationIdOf = (key: string): string => traceIdOf(key).slice(0, correlationDigits);

/** How the `messageKey` begins of which this is the correlation id; undefined when it is none. */
export const keyPrefixOf = (correlationId: string): string | undefined =>
  /^[\da-f]{12}$/.test(correlationId)
    ? Buffer.from(correlationId, 'hex').toString('base64url').slice(0, correlationCharacters)
    : undefined;
