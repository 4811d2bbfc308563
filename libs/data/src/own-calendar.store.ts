import { Injectable } from '@nestjs/common';

import { Database, type Transaction } from './database.ts';
import { type Event, EventStore } from './event.store.ts';

/** An event as it goes into a person's own calendar file. */
export interface OwnEvent extends Event {
  /** In minutes before it. */
  alarms: number[];
}

/** A person's calendar as a whole, outside of any conversation. */
@Injectable()
export class OwnCalendarStore {
  constructor(
    private readonly database: Database,
    private readonly events: EventStore,
  ) {}

  /** @param ids only these; those that were cancelled are left out, however they are asked for */
  async eventsOf(contactId: string, ids?: string[], tx: Transaction = this.database): Promise<OwnEvent[]> {
    const rows = await tx.event.findMany({
      where: { contactId, cancelledAt: null, ...(ids && { id: { in: ids } }) },
      include: {
        reminders: {
          where: { cancelledAt: null, leadMinutes: { not: null } },
          select: { leadMinutes: true },
        },
      },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ reminders, ...row }) => ({
      ...this.events.open(row),
      // Of a repeated event each time that rang has a row.
      alarms: [...new Set(reminders.map(({ leadMinutes }) => leadMinutes ?? 0))].toSorted((a, b) => a - b),
    }));
  }
}
