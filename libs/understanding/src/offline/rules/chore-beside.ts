import { isArranged, isPlaced } from '../event-object.ts';
import { pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { PARTICIPLE } from './task-done.ts';

const ARRANGES = /^(?:arrange|organi[sz]e|plan|create) (?:me )?(?<what>.+)$/i;
const PUTS = /^(?:put|stick|pop|throw|chuck|slot|lay|set(?= out\b)) (?<what>.+)$/i;
/** "have my suit cleaned" */
const HAS_DONE = pattern(
  `^(?:have|get) (?:my|the|our) [\\w' -]+? (?:${PARTICIPLE}|done|cut|made|altered|checked)\\b`,
);

/** What is done to a thing beside an event, with a verb that also brings events about: "arrange the chairs for the meeting". */
export function isChoreBeside({ command, dates }: Sentence): boolean {
  const { what: arranged } = ARRANGES.exec(command)?.groups ?? {};
  if (arranged) return !isArranged(arranged, dates);
  const { what: put } = PUTS.exec(command)?.groups ?? {};
  return put ? isPlaced(put, dates) : HAS_DONE.test(command);
}
