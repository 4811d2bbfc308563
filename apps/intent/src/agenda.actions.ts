import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, TaskStore, type Transaction } from '#data';
import { replies } from '#replies';
import type { When } from '#understanding';

import { EventActions } from './event.actions.ts';
import { periodOf } from './event-times.ts';
import { timeWords, whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** What a day or a week holds: events, reminders and tasks that are due. */
@Injectable()
export class AgendaActions {
  constructor(
    private readonly events: EventActions,
    private readonly reminders: ReminderStore,
    private readonly tasks: TaskStore,
  ) {}

  async tell(tx: Transaction, request: Request): Promise<Done> {
    const { contactId, action, now, timezone, certain } = request;
    const when = action.when ?? today(request);
    const period = periodOf(when, timezone);
    const isWithin = (at: Date): boolean => at >= period.from && at < period.until;
    const [events, reminders, tasks] = await Promise.all([
      this.events.occurring(tx, request, period),
      this.reminders.listUpcoming(tx, contactId),
      this.tasks.listOpen(tx, contactId),
    ]);
    const about = [...new Set(events.map(({ id }) => id))].map((id) => ({ kind: 'event' as const, id }));
    const base = DateTime.fromJSDate(now);
    return {
      reply: replies.agenda(whenWords(when, { ...request, certain: true }), {
        events,
        reminders: reminders
          .filter(({ dueAt }) => isWithin(dueAt))
          .map(({ title, dueAt }) => ({
            title,
            time: timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), base, certain),
          })),
        tasks: tasks.filter(({ dueAt }) => dueAt && isWithin(dueAt)),
      }),
      ...(about.length > 0 && { about }),
    };
  }
}

function today({ now, timezone }: Request): When {
  const start = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  return { start: start.toISO() ?? now.toISOString(), grain: 'day' };
}
