// Apart from the engines: whoever only rings need not load them.
export { nextOccurrences } from '../dates/recurrence.ts';
export { later, nextRing } from './next-ring.ts';
export { isQuiet, nextUsualRing, type Quiet, quietEnd } from './usual-ring.ts';
