import { permanent } from '../error-reaction.ts';
import { GraphError } from '../graph-error.ts';

/**
 * WhatsApp would refuse this, so it was not sent. The text names the limit and the length or count that exceeds it,
 * never what somebody wrote.
 */
export class MessageLimitError extends GraphError {
  override name = 'MessageLimitError';

  constructor(limit: string) {
    super('refused', limit, undefined, { reaction: permanent });
  }
}

/** @param longest in UTF-16 code units: never more characters than WhatsApp counts */
export function checkLength(what: string, text: string, longest: number): void {
  if (text.length < 1 || text.length > longest) {
    throw new MessageLimitError(`the ${what} must have 1 to ${longest} characters, not ${text.length}`);
  }
}

/** For what WhatsApp documents no limit of. */
export function checkFilled(what: string, text: string): void {
  if (text === '') throw new MessageLimitError(`the ${what} must not be empty`);
}

export function checkCount(what: string, count: number, most: number): void {
  if (count < 1 || count > most) {
    throw new MessageLimitError(`there can be 1 to ${most} ${what}, not ${count}`);
  }
}

/** @param own what each of them needs one of: `an id` */
export function checkDistinct(what: string, own: string, values: readonly (string | number)[]): void {
  if (new Set(values).size < values.length) {
    throw new MessageLimitError(`each of the ${what} needs ${own} of its own`);
  }
}

export function checkLink(what: string, link: string, protocols: readonly string[]): void {
  const { protocol } = URL.canParse(link) ? new URL(link) : { protocol: 'something else' };
  if (!protocols.includes(protocol)) {
    throw new MessageLimitError(`the ${what} must begin with ${protocols.join(' or ')}, not ${protocol}`);
  }
}
