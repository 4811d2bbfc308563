import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { FocusStore, ReminderStore, RungReminderStore, type Transaction } from '#data';
import { replies } from '#replies';

import { EventActions, type OccurringEvent } from './event.actions.ts';
import { aboutReminder, repeatsWords } from './reminder-words.ts';
import { whenWords } from './time-words.ts';
import type { Done, Request } from './understood.ts';

/** "what time was that again", "when does it finish", "when's that going to ring" */
const ASKS_OF_IT =
  /^(?:(?:wait|sorry|so|and|ok|okay|hang on|remind me)[ ,]+)*(?:when|what time|(?:what|which) (?:day|date|weekday)(?: of the week)?|where|how long|until when|till when)(?:'s|'re| is| was| does| do| did| will)? (?:it|that|this|the (?:last )?one)(?: (?:again|gonna|going to|be|ring|rings|start|starts|begin|begins|end|ends|finish|over|next|happen|take|last|on|at|go off|due|for|set|now))*[ .!?]*$/i;

/** What a reminder that is to ring does not do: it has no length, and no place. */
const OF_EVENT_ONLY = /\b(?:how long|where|until|till|last|starts?|begins?|ends?|finish|over|happen|take)\b/i;

/** Tells of what was talked about last. */
@Injectable()
export class SpokenOfActions {
  constructor(
    private readonly focus: FocusStore,
    private readonly events: EventActions,
    private readonly reminders: ReminderStore,
    private readonly rung: RungReminderStore,
  ) {}

  /** @returns undefined when nothing is asked about it, or it is neither an event nor a reminder that is to ring */
  async tell(tx: Transaction, request: Request): Promise<Done | undefined> {
    const { action, contactId } = request;
    if (!ASKS_OF_IT.test(action.words.replaceAll('’', "'").trim())) return undefined;
    const [last] = await this.focus.lastOf(tx, contactId);
    if (last?.kind === 'event') return this.#event(tx, request, last.id);
    if (last?.kind !== 'reminder') return undefined;
    const event = await this.rung.eventOf(tx, contactId, last.id);
    const isOfEvent = event?.isNamesake && (event.hasRung || OF_EVENT_ONLY.test(action.words));
    return event && isOfEvent ? this.#event(tx, request, event.id) : this.#reminder(tx, request, last.id);
  }

  async #event(tx: Transaction, request: Request, id: string): Promise<Done | undefined> {
    const now = DateTime.fromJSDate(request.now);
    const until = now.plus({ years: 2 }).toJSDate();
    const from = async (start: DateTime): Promise<OccurringEvent | undefined> =>
      (await this.events.occurring(tx, request, { from: start.toJSDate(), until })).find(
        (one) => one.id === id,
      );
    // Or the one that was just before.
    const next = (await from(now)) ?? (await from(now.minus({ days: 1 })));
    return next && { reply: replies.eventAt(next, []), about: [next.subject] };
  }

  async #reminder(tx: Transaction, request: Request, id: string): Promise<Done | undefined> {
    const { contactId, timezone } = request;
    const found = (await this.reminders.listUpcoming(tx, contactId)).find((one) => one.id === id);
    if (!found) return undefined;
    const time = whenWords({ start: found.dueAt.toISOString(), grain: 'minute' }, request);
    const repeats = repeatsWords(found, timezone);
    return {
      reply: replies.eventAt({ title: found.title, time: [time, repeats].filter(Boolean).join(', ') }, []),
      about: [aboutReminder(found)],
    };
  }
}
