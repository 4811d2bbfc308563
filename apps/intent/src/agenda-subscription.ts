import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { quietOf, ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';
import { isQuiet, nextRing } from '#understanding/recurrence';

import { atMinute, unquiet } from './event-times.ts';
import type { Done, Request } from './understood.ts';

/** Without another time, the day is told in the morning, and the week on Sunday evening. */
const usualMinute = 420;
const previewMinute = 1_080;

/** Who wants to be sent what their day holds, and when. */
@Injectable()
export class AgendaSubscription {
  constructor(private readonly reminders: ReminderStore) {}

  async change(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, timezone, habits = {} } = request;
    const count = await this.reminders.cancelAgenda(tx, contactId);
    if (action.off) return { reply: count > 0 ? replies.agendaStopped() : replies.noAgenda() };
    const { when } = action;
    const said = when && DateTime.fromISO(when.start, { zone: timezone });
    const minute = said ? said.hour * 60 + said.minute : (habits.morning ?? unquiet(usualMinute, habits));
    const quiet = quietOf(habits);
    const evening = minuteToday(request, previewMinute);
    // We chose the evening, so it is not in quiet hours.
    const preview =
      quiet && isQuiet(evening, quiet) ? minuteToday(request, quiet.from).minus({ minutes: 15 }) : evening;
    const daily = minuteToday(request, minute);
    await this.#add(tx, request, 'agenda', 'FREQ=DAILY', daily);
    await this.#add(tx, request, 'preview', 'FREQ=WEEKLY;BYDAY=SU', preview);
    return { reply: replies.agendaSet(replies.clockWords(daily), replies.clockWords(preview)) };
  }

  async #add(
    tx: Transaction,
    { contactId, now, timezone }: Request,
    kind: 'agenda' | 'preview',
    rule: string,
    start: DateTime,
  ): Promise<void> {
    const series = { rule, start: start.toJSDate(), timezone };
    const dueAt = nextRing(series, now);
    if (dueAt) await this.reminders.add(tx, contactId, { kind, title: '', dueAt, series });
  }
}

const minuteToday = ({ now, timezone }: Request, minute: number): DateTime =>
  atMinute(DateTime.fromJSDate(now, { zone: timezone }).startOf('day'), minute);
