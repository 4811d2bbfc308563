import { type DeadLetter, isDoubt, type Obstacle } from '#data';
import { maskPersonal } from '#platform';
import { explainError } from '#whatsapp';

/** Why a message is not sent again. */
const obstacleWords: Record<Obstacle, string> = {
  not_found: 'There is no such message.',
  answered: 'It came from a person, who was told that it failed. Nothing to do.',
  arrived: 'It arrived after all. Nothing to do.',
  under_way: 'It waits or was sent again already. Nothing to do.',
  expired: 'Its time is over. Nothing to do.',
  emptied:
    'It was dismissed, and its words were removed since it is older than RETENTION_DAYS. Nothing to do.',
  may_have_arrived: 'It may have arrived: a replay could send it twice.',
  told: 'Its person was told that it failed, and may have seen to it since.',
};

/** The same to a program: with the time at which the person was told. */
export const whyNot = (obstacle: Obstacle, toldAt?: Date): string =>
  toldAt
    ? `${obstacleWords[obstacle]} The person was told on ${toldAt.toISOString()}.`
    : obstacleWords[obstacle];

const outcomeWords: Record<string, string> = {
  timed_out: 'It could not be understood in time.',
  failed: 'All attempts to handle it failed.',
};

/** A dead letter in words. */
export interface Letter {
  id: string;
  failedAt: Date;
  /** `reply`, `reminder`, `bulk`; of what came in, `received text` and the like. */
  kind: string;
  code: number | null;
  reason: string;
  toDo: string;
  canReplay: boolean;
  mayHaveArrived: boolean;
  /** When its person was told that it failed. */
  toldAt: Date | null;
  /** A replay has to be insisted on. */
  isDoubtful: boolean;
}

export function letterOf({
  id,
  failedAt,
  direction,
  kind,
  code,
  failure,
  status,
  obstacle,
  toldAt,
  messages,
}: DeadLetter): Letter {
  const isOut = direction === 'outbound';
  const known = code === null ? undefined : explainError(code);
  const reason = isOut
    ? (known?.meaning ?? (failure === null ? 'WhatsApp gave no reason' : maskPersonal(failure)))
    : (outcomeWords[status] ?? status);
  const advice = known && !/^Nothing\b/.test(known.advice) ? `${known.advice.replace(/[^.]$/, '$&.')} ` : '';
  return {
    id,
    failedAt,
    kind: isOut ? `${kind}${messages > 1 ? ` (${messages} messages)` : ''}` : `received ${kind}`,
    code,
    reason,
    toDo: obstacle
      ? obstacleWords[obstacle]
      : advice
        ? `${advice}Then replay it.`
        : 'Replay it, if the reason is gone.',
    canReplay: obstacle === null || isDoubt(obstacle),
    mayHaveArrived: obstacle === 'may_have_arrived',
    toldAt,
    isDoubtful: isDoubt(obstacle),
  };
}
