// Apart from the engines: whoever only rings need not load them.
export { nextOccurrences } from '../dates/recurrence.ts';
export { later, nextRing } from './next-ring.ts';
export { announcedBy, isQuiet, nextUsualRing, type Quiet, quietEnd, usualLead } from './usual-ring.ts';
