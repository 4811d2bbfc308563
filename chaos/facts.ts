/** What a run left behind, in the simulator's books and in the database. Times are milliseconds since 1970, by the simulator's clock. */
export interface Facts {
  said: Said[];
  /** Messages that WhatsApp accepted, in this order. */
  sends: Sent[];
  refusals: Refused[];
  tasks: Task[];
}

/** A message that a person wrote. */
export interface Said {
  wamid: string;
  person: string;
  /** The how manieth of this person, from 1. */
  number: number;
  /** The task that it asks for. */
  title: string;
  at: number;
  /** When its webhook was answered with 200 first; null: never. */
  acknowledgedAt: number | null;
  /** What the database has of it: null when it was never recorded. */
  record: InboundRecord | null;
}

export interface InboundRecord {
  /** When ingress took its webhook, which it also knows of one whose acknowledgement was lost. */
  receivedAt: number;
  recordedAt: number;
  /** Null: it was not handled. */
  handledAt: number | null;
  /** A later one went ahead of it, knowing of it. */
  wasOvertaken: boolean;
  outcome: string | null;
  /** Of the answer as the database knows it, with its error code; null when none was written. */
  answerStatus: string | null;
  /** When its answer was to be sent first, and when last; null when it never was. */
  answerBegunAt: number | null;
  answerSentAt: number | null;
}

export interface Sent {
  at: number;
  person: string;
  body: string;
  /** Our own id of it, `biz_opaque_callback_data`. */
  outboundId: string | null;
  /** The wamid of the message that it answers, null when it answers none. */
  answers: string | null;
  /** Those whose own answers were appended to it, since they had waited for long. */
  alsoAnswers: string[];
}

/** Every message that a send answers, as its wamid. */
export const answeredBy = ({ answers, alsoAnswers }: Sent): string[] =>
  answers === null ? alsoAnswers : [answers, ...alsoAnswers];

interface Refused {
  at: number;
  code: number;
  /** By the plan, not by a rule. */
  isInjected: boolean;
}

export interface Task {
  person: string;
  title: string;
  /** Its number on the person's list: counts up as tasks are added. */
  number: number;
}

/** Everything of one person, by person. */
export function byPerson<T extends { person: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.person);
    if (group) group.push(one);
    else groups.set(one.person, [one]);
  }
  return groups;
}
