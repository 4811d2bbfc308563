import type { Exchange } from '../../phone/phone.events.ts';

/** What can be done with an exchange, beside looking at it. */
export interface WireActions {
  /** Of somebody whose phone is here. */
  nameOf: (userId: string) => string | undefined;
  /** Goes to the message on its phone. @returns whether it is on one of those here */
  showMessage: (wamid: string) => boolean;
  /** @returns a command for the shell that makes the same request */
  curlOf: (exchange: Exchange) => Promise<string>;
  /** @returns how it went, in words */
  redeliver: (exchange: Exchange) => Promise<string>;
}
