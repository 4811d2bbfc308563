import { type Check, nameOf, none, told } from './check.ts';
import { byPerson, type Facts, type Said } from './facts.ts';

/** A message and a place, in acting or in answering. */
interface Placed {
  said: Said;
  place: number;
}

/** A message, and one written after it that was first all the same. */
interface Overtaking {
  overtaken: Said;
  by: Said;
}

/**
 * Each person's messages are acted on and answered in the order in which they were written. Two things excuse: the webhook of the
 * message came after that of the one that went ahead, which nobody could know of then; or it held up the others for longer than they wait.
 */
export function orderChecks({ said, sends, tasks }: Facts): Check[] {
  const listed = new Map(tasks.map(({ person, title, number }) => [`${person} ${title}`, number]));
  const answeredAs = new Map<string, number>();
  for (const [place, { answers }] of sends.entries()) {
    if (answers !== null && !answeredAs.has(answers)) answeredAs.set(answers, place);
  }
  const acted = overtakings(said, ({ person, title }) => listed.get(`${person} ${title}`));
  const answered = overtakings(said, ({ wamid }) => answeredAs.get(wamid));
  const isSame = (one: Overtaking, other: Overtaking): boolean => one.overtaken === other.overtaken;
  // What was acted on in another order is answered in that order.
  const onlyAnswered = answered.filter((one) => !acted.some((other) => isSame(one, other)));
  return [
    none('acted on out of order', acted.filter(isUnexcused).map(inWords)),
    none('answered out of order', onlyAnswered.filter(isUnexcused).map(inWords)),
    told('others went ahead: its webhook came later', acted.filter(cameLater).map(inWords)),
    told('others went ahead after the bounded wait', acted.filter(heldUp).map(inWords)),
  ];
}

/** Every message that one written later was ahead of; with the last one such. What has no place is not compared. */
function overtakings(said: readonly Said[], placeOf: (one: Said) => number | undefined): Overtaking[] {
  return [...byPerson(said)].flatMap(([, theirs]) => {
    const placed = theirs
      .toSorted((one, other) => one.number - other.number)
      .flatMap((one): Placed[] => {
        const place = placeOf(one);
        return place === undefined ? [] : [{ said: one, place }];
      });
    return placed.flatMap(({ said: overtaken, place }, at): Overtaking[] => {
      const ahead = placed.slice(at + 1).filter((later) => later.place < place);
      // The one whose webhook came last is the hardest to excuse.
      const [by] = ahead.toSorted((one, other) => arrival(other.said) - arrival(one.said));
      return by ? [{ overtaken, by: by.said }] : [];
    });
  });
}

const arrival = ({ acknowledgedAt }: Said): number => acknowledgedAt ?? Infinity;
const cameLater = ({ overtaken, by }: Overtaking): boolean => arrival(overtaken) > arrival(by);
const heldUp = (one: Overtaking): boolean => !cameLater(one) && one.overtaken.record?.wasOvertaken === true;
const isUnexcused = (one: Overtaking): boolean => !cameLater(one) && !heldUp(one);
const inWords = ({ overtaken, by }: Overtaking): string => `${nameOf(overtaken)} after #${by.number}`;
