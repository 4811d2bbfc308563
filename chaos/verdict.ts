import { type Check, nameOf, none, told } from './check.ts';
import { answeredBy, type Facts, type Said, type Sent } from './facts.ts';
import { type Limits, limitChecks } from './limits.ts';
import { orderChecks } from './order.ts';

/** Everything that must hold after a run, whatever went wrong during it. */
export const verdictOn = (facts: Facts, limits: Limits): Check[] => [
  ...lossChecks(facts),
  ...repetitionChecks(facts),
  ...limitChecks(facts, limits),
  ...orderChecks(facts),
];

function lossChecks({ said, sends, tasks }: Facts): Check[] {
  const answered = new Set(sends.flatMap(answeredBy));
  const done = new Set(tasks.map(({ person, title }) => `${person} ${title}`));
  const isDone = ({ person, title }: Said): boolean => done.has(`${person} ${title}`);
  const lost = said.filter(({ wamid }) => !answered.has(wamid));
  const explained = said.filter((one) => answered.has(one.wamid) && !isDone(one));
  const wordsTo = ({ wamid }: Said): string =>
    sends.find((send) => answeredBy(send).includes(wamid))?.body ?? '';
  return [
    told('messages written', said.length),
    told('done and answered', said.filter((one) => isDone(one) && answered.has(one.wamid)).length),
    none(
      'lost: never answered',
      lost.map((one) => `${nameOf(one)}: ${howFar(one)}`),
    ),
    told(
      'not done, and the person was told',
      explained.map((one) => `${nameOf(one)}: ${wordsTo(one)}`),
    ),
  ];
}

/** How far a message came that nobody answered. */
function howFar({ acknowledgedAt, record }: Said): string {
  if (acknowledgedAt === null) return 'its webhook was never acknowledged';
  if (!record) return 'acknowledged, not recorded';
  if (record.handledAt === null) return 'recorded, not handled';
  const answer = record.answerStatus === null ? 'without an answer' : `its answer is ${record.answerStatus}`;
  return `handled (${record.outcome ?? 'no outcome'}), ${answer}`;
}

function repetitionChecks({ said, sends, tasks }: Facts): Check[] {
  const known = new Map(said.map((one) => [one.wamid, nameOf(one)]));
  const inWords = ([key, { length }]: [string, unknown[]]): string =>
    `${known.get(key) ?? key}: ${length} times`;
  const repeated = <T>(all: readonly T[], keyOf: (one: T) => string | null): string[] =>
    [...grouped(all, keyOf)].filter(([, { length }]) => length > 1).map(inWords);
  return [
    none(
      'acted twice',
      repeated(tasks, ({ person, title }) => `${person} ${title}`),
    ),
    none(
      'sent twice: one id accepted again',
      repeated(sends, ({ outboundId }) => outboundId),
    ),
    none(
      'sent twice: one message answered again',
      repeated(sends.flatMap(answeredBy), (wamid) => wamid),
    ),
    none(
      'sent twice: the same words again',
      repeated(sends, ({ person, body }: Sent) => `${person} "${body}"`),
    ),
    told(
      'sends that answer no message',
      sends.filter(({ answers: wamid }) => wamid === null).map(({ body }) => body),
    ),
  ];
}

/** @param keyOf null: it belongs to no group */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
