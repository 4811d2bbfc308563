import { Injectable } from '@nestjs/common';

import { OwnCalendarStore, type Subject, type Transaction } from '#data';
import { replies } from '#replies';

import type { Done, Request } from './understood.ts';

/** What people get as a file. It is made when its message is sent. */
@Injectable()
export class DocumentActions {
  constructor(private readonly calendar: OwnCalendarStore) {}

  /** The whole calendar, or the events under a button that was tapped. */
  async sendCalendar(tx: Transaction, { contactId, sends }: Request): Promise<Done> {
    const events = await this.calendar.eventsOf(contactId, sends, tx);
    const [first] = events;
    if (!first) return { reply: sends ? replies.eventsGone() : replies.noEvents() };
    const about = sends?.map((id): Subject => ({ kind: 'event', id }));
    return {
      reply: sends
        ? replies.eventFile(events.map(({ title }) => title))
        : replies.calendarFile(events.length),
      documents: [{ kind: 'calendar', eventIds: sends }],
      about,
    };
  }

  async exportData(tx: Transaction, { contactId }: Request): Promise<Done> {
    const events = await this.calendar.eventsOf(contactId, undefined, tx);
    return events.length > 0
      ? { reply: replies.dataFile(), documents: [{ kind: 'data' }, { kind: 'calendar' }] }
      : { reply: replies.dataFileAlone(), documents: [{ kind: 'data' }] };
  }
}
