import type { InboundTrace } from '#data';

import { standingOfSent, stepsOfSent } from './sent.ts';
import { iso, type Standing, type Step } from './standing.ts';

/** To follow "it was". */
const outcomeWords: Record<string, string> = {
  acted: 'understood and done',
  noted: 'noted',
  renamed: "noted: the person's number or id changed",
  edited: 'noted: it changes an earlier message',
  took_back: 'noted: it takes an earlier message back',
  revoked: 'left alone: the person took it back before anything was done',
  wordless: 'looked at, and had no readable words',
  flood_noticed: 'not read: the person sent more than INBOUND_PER_USER_PER_MINUTE, and is told so',
  flood_ignored: 'not read: the person sent more than INBOUND_PER_USER_PER_MINUTE, and was told so before',
  admitted: 'the code word: the person may use the assistant from now on',
  stranger_told: 'refused: the person may not use the assistant (ACCESS), and is told so',
  stranger_ignored: 'refused: the person may not use the assistant (ACCESS), and was told so before',
  timed_out: 'given up: it could not be understood in time',
  failed: 'given up: all attempts to handle it failed',
};
/** With these, nobody is answered as a rule. */
const silent = new Set([
  'noted',
  'renamed',
  'edited',
  'took_back',
  'revoked',
  'flood_ignored',
  'stranger_ignored',
]);

export function standingOfReceived(message: InboundTrace, now: Date): Standing {
  const { outcome, answers, carrier, handledAt } = message;
  if (handledAt === null) return { is: 'waits', ...whyOpen(message, now) };
  if (answers.length > 0) {
    const standing = standingOfSent(answers, 'Its answer', now);
    return outcome === 'failed' || outcome === 'timed_out'
      ? { ...standing, says: `It was ${outcomeWords[outcome]}. The apology: ${standing.says}` }
      : standing;
  }
  const words = `It was ${outcomeWords[outcome ?? ''] ?? outcome ?? 'handled'}`;
  if (silent.has(outcome ?? '')) return { is: 'silent', says: `No answer is due. ${words}.` };
  const gone = `${words}. Its answer has no row of its own any more: what waits becomes a part of an earlier message.`;
  return carrier
    ? {
        ...standingOfSent([carrier], 'That message', now),
        says: `${gone} ${standingOfSent([carrier], 'That one, perhaps,', now).says}`,
      }
    : { is: 'unknown', says: gone };
}

function whyOpen(message: InboundTrace, now: Date): Pick<Standing, 'says' | 'toDo'> {
  const { awaitsMedia, isInHand, claimableAt, failedClaims, recordedAt, turn } = message;
  if (awaitsMedia)
    return {
      says: `It waits for its file to be read, since ${iso(recordedAt)}.`,
      toDo: 'If that lasts: `/health/queues` and the log of media.',
    };
  if (isInHand)
    return claimableAt > now
      ? { says: `A worker has it in hand, until ${iso(claimableAt)} at the latest.` }
      : {
          says: `A worker had it in hand until ${iso(claimableAt)}, and died: another one takes it within seconds.`,
          toDo: 'If that lasts: `/health/ready` of intent.',
        };
  const { inHand, earlier = [], lacksPredecessor } = turn ?? {};
  if (inHand)
    return {
      says: `It waits for its turn: a worker has the person's message ${inHand.id} in hand, until ${iso(inHand.until)} at the latest.`,
    };
  const [first] = earlier;
  if (first) {
    const why = first.awaitsMedia
      ? 'whose file is being read'
      : first.failedClaims > 0
        ? `of which ${first.failedClaims} attempts failed`
        : 'which is not handled yet';
    return {
      says: `It waits for its turn behind the person's message ${first.id}, sent ${iso(first.sentAt)}, ${why}.`,
    };
  }
  if (claimableAt > now)
    return {
      says:
        failedClaims > 0
          ? `${failedClaims} attempts failed, and it is tried again at ${iso(claimableAt)}.`
          : `It is not taken before ${iso(claimableAt)}, in case an earlier one of the person is still on its way.`,
      toDo: failedClaims > 0 ? 'The log of intent tells why.' : undefined,
    };
  if (lacksPredecessor)
    return {
      says: 'It waits, half a minute at most, for one before it that WhatsApp delivered and that is not recorded yet.',
    };
  return {
    says: 'It could be handled now, and no worker took it.',
    toDo: 'If that lasts: `/health/ready` and `/health/queues` of intent, and `doctor`.',
  };
}

export function stepsOfReceived(message: InboundTrace): Step[] {
  const { kind, detail, hasMedia, failedClaims, outcome, intent, mediaProblem } = message;
  const what = [kind, detail, hasMedia && 'with a file'].filter(Boolean).join(', ');
  const steps: Step[] = [
    { at: message.sentAt, says: `sent by the person (${what}), by WhatsApp's clock` },
    { at: message.receivedAt, says: 'received by ingress' },
    { at: message.recordedAt, says: `recorded: ${message.id}` },
    ...message.amendments.map(({ kind: change, sentAt }) => ({
      at: sentAt,
      says: change === 'edit' ? 'edited by the person' : 'taken back by the person',
    })),
    ...message.acts.map(({ at, act, actor }) => ({ at, says: `${act} by ${actor}` })),
  ];
  if (message.firstClaimedAt) {
    const failures = failedClaims > 0 ? `; ${failedClaims} attempts failed since` : '';
    const overtaken = message.overtaken ? '; later ones went ahead of it' : '';
    steps.push({
      at: message.firstClaimedAt,
      says: `claimed by a worker for the first time${failures}${overtaken}`,
    });
  }
  if (message.handledAt) {
    const problem = mediaProblem ? `, its file was not read: ${mediaProblem}` : '';
    const as = intent ? ` as ${intent}` : '';
    steps.push({
      at: message.handledAt,
      says: `handled${as}: it was ${outcomeWords[outcome ?? ''] ?? outcome}${problem}`,
    });
  }
  if (message.dismissedAt) steps.push({ at: message.dismissedAt, says: 'dismissed from the dead letters' });
  return [...steps, ...message.answers.flatMap((answer) => stepsOfSent(answer, 'answer'))];
}
