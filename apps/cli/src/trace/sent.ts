import type { OutboundTrace, SendWaits } from '#data';
import { explainError } from '#whatsapp';

import { iso, type Standing, type Step } from './standing.ts';

const arrived: Record<string, string> = {
  delivered: 'it reached the phone',
  read: 'the person read it',
  played: 'the person played it',
};

/** @param family a message and what repeated it, in their order; not empty. @param what to begin with: "Its answer" */
export function standingOfSent(family: OutboundTrace[], what: string, now: Date): Standing {
  const there = family.find(({ status }) => status in arrived);
  if (there) {
    const report = there.reports.findLast(({ status }) => status === there.status);
    return {
      is: 'arrived',
      says: `${what} arrived: ${arrived[there.status]}${report ? ` at ${iso(report.at)}` : ''}.`,
    };
  }
  const last = family.at(-1);
  if (!last) return { is: 'unknown', says: `${what} is not there any more.` };
  switch (last.status) {
    case 'queued':
      return { is: 'waits', ...whyQueued(last, what, now) };
    case 'sending':
      return {
        is: 'waits',
        says: `${what} may have arrived: a request to WhatsApp began at ${last.sendingSince ? iso(last.sendingSince) : 'an unknown time'}, and no result is known.`,
        toDo: 'It is sent again once status reports prove that none is to come. If that lasts: `doctor`, webhook.',
      };
    case 'accepted':
      return {
        is: 'left',
        says: `WhatsApp took ${inSentence(what)}, and has reported nothing since.`,
        toDo: 'If that lasts, no status reports come in: `doctor`, webhook and account.',
      };
    case 'sent':
      return {
        is: 'left',
        says: `WhatsApp sent ${inSentence(what)}, and the phone has not confirmed it: it is off, or out of reach.`,
      };
    default:
      return failedFor(last, what);
  }
}

const inSentence = (what: string): string => what.charAt(0).toLowerCase() + what.slice(1);

/** A word about other messages is marked as told from the beginning. */
const wasTold = ({ failedAt, toldAt }: OutboundTrace): boolean =>
  failedAt !== null && toldAt !== null && toldAt >= failedAt;

function failedFor(message: OutboundTrace, what: string): Standing {
  const { id, errorCode, failure, dismissedAt } = message;
  const known = errorCode === null ? undefined : explainError(errorCode);
  const why = [known && `${known.meaning} (${errorCode})`, failure].filter(Boolean).join('; ');
  return {
    is: 'failed',
    says: `${what} failed for good: ${why || 'nobody wrote down why'}.${wasTold(message) ? ' The person was told.' : ''}`,
    toDo: dismissedAt ? undefined : `See \`dead-letters show ${id}\`.`,
  };
}

type Why = Pick<Standing, 'says' | 'toDo'>;

const limitWords: Record<keyof SendWaits['until'], string> = {
  itself: 'it is not to leave before',
  refused: 'WhatsApp refused messages to the person, since there were too many',
  pair: "WhatsApp's limit for one person, a message in six seconds after a burst",
  hour: 'MESSAGES_PER_USER_PER_HOUR is used up',
  day: 'NOTIFICATIONS_PER_USER_PER_DAY is used up',
  held: 'WhatsApp restricts the number, and nothing but answers leaves',
  slowed: 'WhatsApp asked the number to slow down',
  limits: 'MESSAGES_PER_SECOND, MESSAGES_PER_MINUTE or MESSAGES_PER_DAY is used up',
};

function whyQueued(message: OutboundTrace, what: string, now: Date): Why {
  const { parkedAt, waits, createdAt } = message;
  if (parkedAt)
    return {
      says: `${what} waits for the person to write since ${iso(parkedAt)}: WhatsApp takes no text 24 hours after their last message.`,
    };
  const known = waits && obstacleTo(waits, what);
  if (known) return known;
  const limit = waits && longest(waits);
  if (limit) {
    const words = limit.by === 'itself' ? whyPutOff(message) : limitWords[limit.by];
    return { says: `${what} waits until ${iso(limit.until)}: ${words}.` };
  }
  const seconds = Math.round((now.getTime() - createdAt.getTime()) / 1_000);
  return {
    says: `${what} could leave now, and waits for a notifier since ${seconds} s.`,
    toDo: 'If that lasts: `/health/ready` and `/health/queues` of the notifier, and `doctor`.',
  };
}

function whyPutOff({ failedAttempts, retryNumber }: OutboundTrace): string {
  if (failedAttempts > 0) return `${failedAttempts} requests failed, and it is tried again`;
  if (retryNumber > 0) return 'WhatsApp had taken it, reported later that it failed, and it is sent again';
  return limitWords.itself;
}

function obstacleTo(waits: SendWaits, what: string): Why | undefined {
  const { breaker, earlierId, isClosed, isExpired, isStopped, needsUpload, refusal } = waits;
  if (isStopped) return { says: `${what} is not sent: the person said "stop".` };
  if (isExpired) return { says: `${what} is out of date, and will not be sent.` };
  if (breaker) {
    const { openedAt, code, probeAt } = breaker;
    const next = probeAt ? `, the next probe at ${iso(probeAt)}` : '';
    return {
      says: `${what} waits: nothing but probes is sent since ${iso(openedAt)} (${code === null ? 'WhatsApp does not answer' : `WhatsApp error ${code}`})${next}.`,
      toDo: (code === null ? undefined : explainError(code)?.advice) ?? 'See `doctor`.',
    };
  }
  if (refusal)
    return {
      says: `${what} waits for its template, which cannot be used: ${refusal.replace('_', ' ')}.`,
      toDo: 'See `templates sync`.',
    };
  if (earlierId) return { says: `${what} waits for an earlier one to the person: ${earlierId}.` };
  if (needsUpload) return { says: `${what} waits for its file to be made and uploaded.` };
  if (isClosed && !longest(waits))
    return {
      says: `${what} is text, and the person has not written for 24 hours: it becomes a template, or is parked.`,
    };
  return undefined;
}

function longest({ until }: SendWaits): { by: keyof SendWaits['until']; until: Date } | undefined {
  const all = Object.entries(until) as [keyof SendWaits['until'], Date][];
  const [by, end] = all.toSorted(([, one], [, other]) => other.getTime() - one.getTime())[0] ?? [];
  return by && end && { by, until: end };
}

const lateMs = 60_000;

/** @param what to begin with: "answer" */
export function stepsOfSent(message: OutboundTrace, what: string): Step[] {
  const { templateName, fallbackName, hasFile, retryNumber, sendAttempts, duplicates } = message;
  const kind = [
    templateName && `template ${templateName}`,
    fallbackName && `outside the window as template ${fallbackName}`,
    hasFile && 'with a file',
  ].filter(Boolean);
  const name = retryNumber > 0 ? `repetition ${retryNumber} of the ${what}` : what;
  const steps: (Step | undefined)[] = [
    {
      at: message.createdAt,
      says: `${name} written${kind.length > 0 ? ` (${kind.join(', ')})` : ''}: ${message.id}`,
    },
    stepAt(message.parkedAt, `${name} parked: it waits for the person to write`),
    stepAt(message.releasedAt, `${name} released: the person wrote`),
    stepAt(message.firstStartedAt, `${name}: first request to WhatsApp`),
    isOther(message.sendingSince, message.firstStartedAt)
      ? stepAt(message.sendingSince, `${name}: last request to WhatsApp, ${sendAttempts} may have arrived`)
      : undefined,
    ...message.reports.map(({ status, at, recordedAt, errorCode, errorTitle }) => {
      const error = errorCode === null ? '' : `, error ${errorCode}${errorTitle ? ` "${errorTitle}"` : ''}`;
      const late = recordedAt.getTime() - at.getTime() > lateMs ? `, told us at ${iso(recordedAt)}` : '';
      const endOfSecond = new Date(at.getTime() + 999);
      return {
        at,
        says: `${name} ${status}, WhatsApp says${error}${late}`,
        doneBy: recordedAt < endOfSecond ? recordedAt : endOfSecond,
      };
    }),
    stepAt(message.failedAt, `${name} failed${message.failure ? `: ${message.failure}` : ''}`),
    stepAt(message.dismissedAt, `${name}: dismissed from the dead letters`),
    wasTold(message) ? stepAt(message.toldAt, `${name}: the person was told that it failed`) : undefined,
    ...message.acts.map(({ at, act, actor }) => ({ at, says: `${name}: ${act} by ${actor}` })),
    duplicates > 0
      ? stepAt(
          message.duplicatedAt ?? message.sendingSince,
          `${name}: it turned out that WhatsApp had taken it more than once, so that the person got it twice unless one of the two failed`,
        )
      : undefined,
  ];
  return steps.filter((step) => step !== undefined);
}

const stepAt = (at: Date | null, says: string): Step | undefined => (at ? { at, says } : undefined);

const isOther = (one: Date | null, other: Date | null): boolean =>
  one !== null && other !== null && Math.abs(one.getTime() - other.getTime()) > 1;
