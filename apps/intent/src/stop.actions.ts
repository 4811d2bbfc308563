import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { StopStore, type Subject, type Transaction } from '#data';
import { replies } from '#replies';

import { timeWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** "stop": nothing but answers from then on. "start": everything as before. */
@Injectable()
export class StopActions {
  constructor(private readonly stops: StopStore) {}

  async stop(tx: Transaction, { contactId }: Request): Promise<Done> {
    return { reply: replies.stopped(await this.stops.stop(tx, contactId)) };
  }

  async start(tx: Transaction, { contactId, timezone, now, certain }: Request): Promise<Done> {
    const missed = await this.stops.start(tx, contactId);
    // As the greeting that it is then, it is nothing that could be taken back.
    if (!missed) return { reply: replies.greeting(), cameTo: 'greeting' };
    const base = DateTime.fromJSDate(now);
    const about = missed.map(({ id }): Subject => ({ kind: 'reminder', id }));
    return {
      reply: replies.started(
        missed.map(({ title, dueAt }) => ({
          title,
          time: timeWords(DateTime.fromJSDate(dueAt, { zone: timezone }), base, certain),
        })),
      ),
      ...(about.length > 0 && { about }),
    };
  }
}
