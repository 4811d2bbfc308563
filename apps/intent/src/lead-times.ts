import type { DateTime } from 'luxon';

import type { Action } from '#understanding';
import { later } from '#understanding/recurrence';

/** Of a day's clock that shows its time only after the event began: "the morning of" a flight at six. */
const usualLead = 60;

/** How long before `start` to remind, in minutes; undefined where nothing was said about it. */
export function leadsBefore(
  { leadTimes, leadDays = [] }: Pick<Action, 'leadTimes' | 'leadDays'>,
  start: DateTime,
): number[] | undefined {
  const byClock = leadDays.map((lead) => minutesBefore(lead, start));
  return leadTimes || byClock.length > 0 ? [...new Set([...(leadTimes ?? []), ...byClock])] : undefined;
}

/** From the evening before, for example, until `start`, by the clock. */
export function minutesBefore(
  { days, minute }: NonNullable<Action['leadDays']>[number],
  start: DateTime,
): number {
  const at = start
    .minus({ days })
    .startOf('day')
    .set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const byClock = days * 1_440 + start.hour * 60 + start.minute - minute;
  // Where the clocks change in between, as many minutes as bring it there.
  const minutes = byClock + Math.round(later(start, -byClock).diff(at, 'minutes').minutes);
  return minutes > 0 ? minutes : usualLead;
}
