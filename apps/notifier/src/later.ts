import { pauseAfter, type Reaction } from '#whatsapp';

/**
 * How long a message waits that WhatsApp may take later, in milliseconds; undefined when it has been tried often enough, or is out of date
 * by then.
 *
 * @param usefulForMs until it is out of date
 */
export function pauseUntilLater(
  reaction: Extract<Reaction, { kind: 'later' }>,
  failuresBefore: number,
  usefulForMs = Infinity,
): number | undefined {
  if (failuresBefore + 1 >= reaction.mostAttempts) return undefined;
  const pauseMs = pauseAfter(reaction, failuresBefore);
  return usefulForMs <= pauseMs ? undefined : pauseMs;
}
