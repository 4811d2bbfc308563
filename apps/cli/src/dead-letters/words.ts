import type { DeadLetter, DeadLetterCount, Obstacle, Replayed } from '#data';
import { explainError } from '#whatsapp';

/** Why a message is not replayed, and what can be done about it; `told`: when the person was told that it failed. */
const obstacleWords: Record<Obstacle, (told: string) => string> = {
  not_found: () => 'there is no such message, or it came from a person and was handled',
  answered: () =>
    'it came from a person, who was told that it failed and was answered by that: a replay is not possible',
  arrived: () => 'it arrived after all: nothing to do',
  under_way: () => 'it did not fail, or waits or was sent again already: nothing to do',
  expired: () => 'its time is over: dismiss it',
  emptied: () =>
    'its words were removed, since it was dismissed and is older than RETENTION_DAYS: nothing to do',
  may_have_arrived: (told) =>
    `it may have arrived, since a request was never answered${told && `, and ${told}`}: --force sends it, perhaps a second time; or dismiss it`,
  told: (told) => `${told}; --force sends it all the same; or dismiss it`,
};

export const whyNot = (obstacle: Obstacle, toldAt?: Date | null): string =>
  obstacleWords[obstacle](toldAt ? `the person was told on ${toldAt.toISOString()}` : '');

const outcomeWords: Record<string, string> = {
  timed_out: 'it could not be understood in time',
  failed: 'all attempts to handle it failed',
};

export function meaningOf(code: number | null): string {
  if (code === null) return 'no code of WhatsApp';
  return `${code}  ${explainError(code)?.meaning ?? 'not in docs/errors.md: look it up at Meta'}`;
}

/** Some lines, the first with when, kind and id. */
export function letterLines(letter: DeadLetter): string[] {
  const {
    failedAt,
    direction,
    kind,
    id,
    status,
    code,
    failure,
    errorTitle,
    retryNumber,
    dismissedAt,
    toldAt,
    messages,
  } = letter;
  const isOut = direction === 'outbound';
  const state = status === 'failed' || !isOut ? '' : `  (${status})`;
  const reason = isOut ? failure : outcomeWords[status];
  const lines = [
    isOut && meaningOf(code),
    reason && `Reason: ${reason}${errorTitle ? ` ("${errorTitle}")` : ''}`,
    retryNumber > 0 && `It is repetition ${retryNumber}`,
    messages > 1 && `${messages} messages of one answer, which are sent in order`,
    toldAt && `Told on ${toldAt.toISOString()}: the person knows that it failed`,
    dismissedAt && `Dismissed at ${dismissedAt.toISOString()}`,
    `To do: ${toDo(letter)}`,
  ];
  const head = `${failedAt.toISOString()}  ${isOut ? kind : `received ${kind}`}  ${id}${state}`;
  return [head, ...lines.flatMap((line) => (line ? [`    ${line}`] : []))];
}

/** The part of people on call. */
export function toDo({ id, code, obstacle, toldAt }: DeadLetter): string {
  if (obstacle) return whyNot(obstacle, toldAt);
  const advice = code === null ? undefined : explainError(code)?.advice;
  const first = advice === undefined || /^Nothing\b/.test(advice) ? '' : `${advice}. Then: `;
  return `${first}replay ${id}, or dismiss it`;
}

export function countLine({ count, direction, code, outcome }: DeadLetterCount): string {
  const what =
    direction === 'outbound' ? meaningOf(code) : `received: ${outcomeWords[outcome ?? ''] ?? outcome}`;
  return `${String(count).padStart(7)}  ${what}`;
}

/** A line for each that was not replayed, and how many were. */
export function resultLines(results: Replayed[]): string[] {
  const kept = results.flatMap(({ id, obstacle, toldAt }) =>
    obstacle ? [`${id}  not replayed: ${whyNot(obstacle, toldAt)}`] : [],
  );
  const count = results.length - kept.length;
  const all = `${count} of ${results.length} replayed`;
  return [...kept, count > 0 ? `${all}: they leave within seconds, as far as limits allow` : all];
}
