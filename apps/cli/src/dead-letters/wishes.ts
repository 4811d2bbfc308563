import type { DeadLetterPlace } from '#data';

/** What `dead-letters list` was called with. */
export interface ListOptions {
  code?: number;
  since?: Date;
  limit: number;
  after?: DeadLetterPlace;
  json: boolean;
}

/** What `dead-letters replay` was called with, beside ids. */
export interface ReplayWishes {
  code?: number;
  all: boolean;
  since?: Date;
  force: boolean;
  json: boolean;
}

/** @throws Error that says how to call it */
export function requireOneWay(ids: string[], { code, all, since }: ReplayWishes): void {
  const ways = [ids.length > 0, code !== undefined, all].filter(Boolean).length;
  if (ways === 0) throw new Error('Say what to replay: ids, or --code <code>, or --all.');
  if (ways > 1) throw new Error('Say what to replay in one way: ids, or --code <code>, or --all.');
  if (since && ids.length > 0) throw new Error('--since goes with --code or --all, not with ids.');
}

export const placeOf = ({ failedAt, id }: DeadLetterPlace): string => `${failedAt.toISOString()}_${id}`;

/** The opposite of `placeOf`; undefined when it is not a place. */
export function readPlace(place: string): DeadLetterPlace | undefined {
  const [at = '', id = ''] = place.split('_');
  const failedAt = new Date(at);
  const isPlace = !Number.isNaN(failedAt.getTime()) && isMessageId(id);
  return isPlace ? { failedAt, id } : undefined;
}

export const isMessageId = (text: string): boolean =>
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
