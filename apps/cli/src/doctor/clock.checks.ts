import type { Reached } from '#whatsapp';

import { failing, type Finding, notChecked, ok, warning } from './finding.ts';

/** A clock that was read while the request was under way, by this machine's clock. */
export interface ClockReading {
  there: Date;
  between: [Date, Date];
  /** How coarse it is: the true time is up to that much later. */
  granularityMs: number;
}

const noticedMs = 5_000;
const harmfulMs = 60_000;

/** @returns by how much the other clock is ahead of this machine's, negative when it is behind: the least that explains the reading */
export function aheadMs({ there, between: [before, after], granularityMs }: ClockReading): number {
  const earliest = there.getTime() - after.getTime();
  const latest = there.getTime() + granularityMs - before.getTime();
  if (earliest > 0) return earliest;
  return Math.min(latest, 0);
}

/** @param whose to follow "the clock of" */
export function clockFinding(whose: string, reading: ClockReading): Finding {
  const ms = aheadMs(reading);
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const says = `that of ${whose} is ${seconds} s ${ms > 0 ? 'ahead of' : 'behind'} this machine's`;
  const toDo = 'Run a time service (chrony or systemd-timesyncd) on this machine and on the server.';
  if (Math.abs(ms) > harmfulMs) return failing(says, toDo);
  return Math.abs(ms) > noticedMs ? warning(says, toDo) : ok(`that of ${whose} agrees with this machine's`);
}

export function checkGraphClock({ date, between }: Reached): Finding {
  if (!date) return notChecked('its answer has no Date');
  return clockFinding('WhatsApp', { there: date, between, granularityMs: 1_000 });
}
