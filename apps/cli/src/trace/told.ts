import type { OutboundTrace, PersonTrace, Story } from '#data';
import { correlationIdOf } from '#platform';

import { standingOfReceived, stepsOfReceived } from './received.ts';
import { standingOfSent, stepsOfSent } from './sent.ts';
import { iso, type Standing, type Step } from './standing.ts';

/** A story in words. */
export interface Told extends Standing {
  /** By which logs name it. */
  correlationId?: string;
  /** Oldest first. */
  steps: Step[];
}

export function tell(story: Story, now = new Date()): Told {
  switch (story.about) {
    case 'received':
      return {
        ...standingOfReceived(story.received, now),
        correlationId: correlationIdOf(story.received.messageKey),
        steps: inOrder(stepsOfReceived(story.received)),
      };
    case 'sent': {
      const what = nameOf(story.sent);
      const steps = story.sent.flatMap((message) => stepsOfSent(message, what));
      const correlationId = story.sent[0] && correlationIdOf(story.sent[0].id);
      return { ...standingOfSent(story.sent, `The ${what}`, now), correlationId, steps: inOrder(steps) };
    }
    default:
      return { ...standingOfNothing(story), steps: [] };
  }
}

/** One line of a list: when, what, its id, how it stands. */
export function lineOf(story: Story, now = new Date()): string {
  const { says } = tell(story, now);
  if (story.about === 'nothing') return says;
  const [first] = story.about === 'sent' ? story.sent : [];
  if (first) return `${iso(first.createdAt)}  ${nameOf([first])}  ${first.id}  ${says}`;
  if (story.about !== 'received') return says;
  const { sentAt, kind, id } = story.received;
  return `${iso(sentAt)}  received ${kind}  ${id}  ${says}`;
}

/** What explains silence, whatever was sent. */
export function aboutPerson({ stoppedAt, refusedAt, admittedAt, erasedUntil }: PersonTrace): string[] {
  return [
    stoppedAt && `They said "stop" at ${iso(stoppedAt)}: nothing but answers is sent to them.`,
    refusedAt &&
      !admittedAt &&
      `They were told at ${iso(refusedAt)} that they may not use the assistant (ACCESS): what they send is not read.`,
    erasedUntil && `All of theirs up to ${iso(erasedUntil)} was erased.`,
  ].filter((words) => typeof words === 'string');
}

function nameOf([first]: OutboundTrace[]): string {
  if (first?.reminderDueAt) return `reminder for ${iso(first.reminderDueAt)}`;
  return first?.purpose === 'reply' ? 'message' : (first?.purpose ?? 'message');
}

function standingOfNothing({ erasedAt, reports }: Extract<Story, { about: 'nothing' }>): Standing {
  if (erasedAt)
    return { is: 'unknown', says: `It was erased with everything of its person at ${iso(erasedAt)}.` };
  const last = reports.at(-1);
  if (last)
    return {
      is: 'unknown',
      says: `WhatsApp reported it as ${last.status} at ${iso(last.at)}, but no message of ours is known by this id (yet): another system may have sent it.`,
    };
  return {
    is: 'unknown',
    says: 'No message of this id was ever recorded here.',
    toDo: 'Either WhatsApp did not deliver it (`doctor`: webhook and account; the log of ingress), or it is still on the queue of intent or media (`/health/queues`).',
  };
}

const placeOf = ({ at, doneBy = at }: Step): number => doneBy.getTime();

const inOrder = (steps: Step[]): Step[] =>
  steps.toSorted((one, other) => placeOf(one) - placeOf(other)).map(({ at, says }) => ({ at, says }));
