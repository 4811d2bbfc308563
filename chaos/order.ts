import { type Check, nameOf, none, told } from './check.ts';
import { answeredBy, byPerson, type Facts, type Said } from './facts.ts';

/** How long a person's messages wait for an earlier one that is stuck: `usualPatienceMs` in `libs/data/src/turn-order.ts`. */
const patienceMs = 30_000;

/** A message, and those written after it that were first all the same. */
interface Overtaking {
  overtaken: Said;
  by: Said[];
}

/**
 * Each person's messages are acted on and answered in the order in which they were written. Two things excuse one that went ahead: the
 * webhook of the overtaken one came later, so that nobody could know of it; or the one that went ahead had waited as long as it must.
 */
export function orderChecks({ said, sends, tasks }: Facts): Check[] {
  const listed = new Map(tasks.map(({ person, title, number }) => [`${person} ${title}`, number]));
  const answeredAs = new Map<string, number>();
  for (const [place, wamid] of sends.flatMap(answeredBy).entries()) {
    if (!answeredAs.has(wamid)) answeredAs.set(wamid, place);
  }
  const placeOfAct = ({ person, title }: Said): number | undefined => listed.get(`${person} ${title}`);
  const acted = overtakings(said, placeOfAct);
  // What was acted on in another order is answered in that order.
  const answered = overtakings(said, ({ wamid }) => answeredAs.get(wamid)).map(({ overtaken, by }) => ({
    overtaken,
    by: by.filter((ahead) => (placeOfAct(ahead) ?? Infinity) > (placeOfAct(overtaken) ?? 0)),
  }));
  const [unexcusedAnswers, excusedAnswers] = [false, true].map((isExcused) =>
    answered.map(({ overtaken, by }) => ({
      overtaken,
      by: by.filter((ahead) => waitedToAnswer(overtaken, ahead) === isExcused),
    })),
  ) as [Overtaking[], Overtaking[]];
  const unexcused = acted.map(withoutExcused).filter(isReal);
  const excused = acted.filter((one) => !isReal(withoutExcused(one)));
  const isUnknown = ({ overtaken, by }: Overtaking): boolean => by.every((one) => cameAfter(overtaken, one));
  return [
    none('acted on out of order', unexcused.map(inWords)),
    none('answered out of order', unexcusedAnswers.filter(isReal).map(inWords)),
    told('others went ahead: its webhook came later', excused.filter(isUnknown).map(inWords)),
    told('others went ahead after the bounded wait', excused.filter((one) => !isUnknown(one)).map(inWords)),
    told('answers that went ahead after the bounded wait', excusedAnswers.filter(isReal).map(inWords)),
  ];
}

/** Every message that others written later were ahead of. What has no place is not compared. */
function overtakings(said: readonly Said[], placeOf: (one: Said) => number | undefined): Overtaking[] {
  return [...byPerson(said)].flatMap(([, theirs]) => {
    const sorted = theirs.toSorted((one, other) => one.number - other.number);
    return sorted
      .map((overtaken, at) => {
        const place = placeOf(overtaken) ?? 0;
        const by = sorted.slice(at + 1).filter((later) => (placeOf(later) ?? Infinity) < place);
        return { overtaken, by };
      })
      .filter(isReal);
  });
}

const isReal = ({ by }: Overtaking): boolean => by.length > 0;

function withoutExcused({ overtaken, by }: Overtaking): Overtaking {
  const isExcused = (one: Said): boolean =>
    cameAfter(overtaken, one) || overtaken.record?.wasOvertaken === true || hadWaited(one);
  return { overtaken, by: by.filter((one) => !isExcused(one)) };
}

/**
 * Of two that came in one millisecond, ingress took the one first that it acknowledged first. If they were written in one second, too, as far as
 * WhatsApp's time stamps tell, nobody knows the order.
 */
const cameAfter = (one: Said, other: Said): boolean => {
  if (arrivalOf(one) !== arrivalOf(other)) return arrivalOf(one) > arrivalOf(other);
  return secondOf(one) === secondOf(other) || (one.acknowledgedAt ?? 0) > (other.acknowledgedAt ?? 0);
};

const secondOf = ({ at }: Said): number => Math.floor(at / 1_000);

const arrivalOf = ({ acknowledgedAt, record }: Said): number =>
  record?.receivedAt ?? acknowledgedAt ?? Infinity;

/** The earlier answer was tried, or in doubt, for as long as the later one must wait. */
const waitedToAnswer = (overtaken: Said, ahead: Said): boolean =>
  (ahead.record?.answerSentAt ?? 0) - (overtaken.record?.answerBegunAt ?? Infinity) >= patienceMs;

const hadWaited = (one: Said): boolean =>
  one.record !== null &&
  one.record.handledAt !== null &&
  one.record.handledAt - one.record.recordedAt >= patienceMs;

const inWords = ({ overtaken, by }: Overtaking): string =>
  `${nameOf(overtaken)} after ${by.map(({ number }) => `#${number}`).join(', ')}`;
