import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { EventActions } from './event.actions.ts';
import { aboutReminder } from './reminder-words.ts';
import { timeWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

const mostTold = 3;
const ahead = { years: 1 };

/** What was set while the zone was only a guess stays at its moment: which times these are by the right clock. */
@Injectable()
export class StayingTimes {
  constructor(
    private readonly events: EventActions,
    private readonly reminders: ReminderStore,
  ) {}

  /** @param request with the zone in which the person is now @returns undefined when there are none */
  async tell(tx: Transaction, request: Request): Promise<Pick<Done, 'reply' | 'about'> | undefined> {
    const clock = { ...request, certain: true };
    const now = DateTime.fromJSDate(request.now, { zone: request.timezone });
    const period = { from: request.now, until: now.plus(ahead).toJSDate() };
    const occurring = await this.events.occurring(tx, clock, period);
    const timed = occurring.filter(
      ({ id, isAllDay }, at) => !isAllDay && occurring.findIndex((one) => one.id === id) === at,
    );
    const rings = await this.reminders.listUpcoming(tx, request.contactId);
    const once = rings.filter(({ rule, eventId }) => rule === undefined && eventId === undefined);
    const told = [
      ...timed.map(({ title, time, subject }) => ({ title, time, subject })),
      ...once.map((one) => {
        const at = DateTime.fromJSDate(one.dueAt, { zone: request.timezone });
        return { title: one.title, time: timeWords(at, now, true), subject: aboutReminder(one) };
      }),
    ];
    if (told.length === 0) return undefined;
    const shown = told.slice(0, mostTold);
    return {
      reply: replies.zoneStays(shown, told.length - shown.length),
      about: shown.map(({ subject }) => subject),
    };
  }
}
