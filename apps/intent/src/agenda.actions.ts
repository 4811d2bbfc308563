import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, type Subject, TaskStore, type Transaction } from '#data';
import { longestMessage, replies } from '#replies';
import type { When } from '#understanding';

import { EventActions } from './event.actions.ts';
import { isOneDay, periodOf } from './event-times.ts';
import { aboutReminder } from './reminder-words.ts';
import { dueAtIn, dueOf } from './task-due.ts';
import { aboutTask } from './task-lists.ts';
import { type Clock, timeWords, whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

type Whose = Clock & Pick<Request, 'contactId'>;

/** What a day or a week holds: events, reminders and tasks that are due; in what today belongs to, those too that were due before. */
@Injectable()
export class AgendaActions {
  constructor(
    private readonly events: EventActions,
    private readonly reminders: ReminderStore,
    private readonly tasks: TaskStore,
  ) {}

  async tell(tx: Transaction, request: Request): Promise<Done> {
    const when = request.action.when ?? today(request);
    const { things, about } = await this.#find(tx, request, when);
    const reply = replies.agenda(whenWords(when, { ...request, certain: true }), things);
    return { reply, ...(about.length > 0 && { about }) };
  }

  /** The same in one message, without being asked. @returns undefined when there is nothing */
  async look(
    tx: Transaction,
    clock: Whose,
    when: When,
  ): Promise<{ body: string; about: Subject[] } | undefined> {
    const { things, about } = await this.#find(tx, clock, when);
    if (about.length === 0) return undefined;
    return { body: replies.agenda(whenWords(when, clock), things, longestMessage), about };
  }

  async #find(
    tx: Transaction,
    clock: Whose,
    when: When,
  ): Promise<{ things: Parameters<typeof replies.agenda>[1]; about: Subject[] }> {
    const { contactId, now, timezone, certain } = clock;
    const period = periodOf(when, timezone);
    const isWithin = (at: Date): boolean => at >= period.from && at < period.until;
    const [events, reminders, tasks] = await Promise.all([
      this.events.occurring(tx, clock, period),
      this.reminders.listUpcoming(tx, contactId),
      this.tasks.listOpen(tx, contactId),
    ]);
    const base = DateTime.fromJSDate(now);
    const isDay = isOneDay(period, timezone);
    const ringing = reminders.filter(({ dueAt }) => isWithin(dueAt));
    const due = tasks.flatMap((task) => {
      const dueAt = dueAtIn(task, timezone);
      if (dueAt && isWithin(dueAt)) return [task];
      return isWithin(now) && dueOf(task, clock)?.isOverdue ? [{ ...task, isOverdue: true }] : [];
    });
    return {
      about: [...events.map(({ subject }) => subject), ...ringing.map(aboutReminder), ...due.map(aboutTask)],
      things: {
        events: isDay ? events.map((event) => ({ ...event, time: event.timeOfDay })) : events,
        reminders: ringing.map(({ title, dueAt }) => {
          const at = DateTime.fromJSDate(dueAt, { zone: timezone });
          return { title, time: isDay ? replies.clockWords(at) : timeWords(at, base, certain) };
        }),
        tasks: due,
      },
    };
  }
}

function today({ now, timezone }: Request): When {
  const start = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  return { start: start.toISO() ?? now.toISOString(), grain: 'day' };
}
